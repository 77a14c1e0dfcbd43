import Gateway

/// Turns a file argument into content that can be sent, so that files never pass through a model.
///
/// An argument is a path under an allowed root, an `https` URL, an `upload://` reference, a `data:` URI, or Base64.
/// Files stay on the disk; a call holds them open until it is done.
public struct FileBridge: Sendable {
    /// Gives the file that a caller has uploaded under an id, or nil where there is none for that caller.
    public typealias Uploads = @Sendable (_ id: String, _ caller: Caller) async throws -> File?

    private let folders: FolderAccess
    private let sizeLimit: Int?
    private let source: (any FileSource)?
    private let urlTypes: [String]
    private let uploads: Uploads?

    /// Largest file that the API takes in a form.
    public static let formLimit = 512 << 20
    /// Files up to this size are read at once: they go out in one write.
    private static let smallSize = 64 << 10

    /// Creates a bridge.
    ///
    /// - Parameters:
    ///   - roots: folders that may be read, with all below them; none: no local files.
    ///   - opening: what an operator does to allow a folder, for a refusal.
    ///   - sizeLimit: largest file in bytes; nil: what the way of sending takes.
    ///   - source: nil where URLs are not to be fetched.
    ///   - urlTypes: media types that may come from a URL, such as `image/*`; none: any.
    ///   - uploads: nil where there are no upload slots.
    public init(
        roots: [String], opening: String = "start it with --files FOLDER", sizeLimit: Int?,
        source: (any FileSource)?, urlTypes: [String] = [], uploads: Uploads? = nil
    ) {
        folders = FolderAccess(roots: roots, opening: opening)
        self.sizeLimit = sizeLimit
        self.source = source
        self.urlTypes = urlTypes
        self.uploads = uploads
    }

    /// A file as a part of a multipart body.
    public struct File: Sendable {
        public var name: String
        public var mediaType: String
        public var content: FileContent

        /// Creates a file.
        public init(name: String, mediaType: String, content: FileContent) {
            self.name = name
            self.mediaType = mediaType
            self.content = content
        }
    }

    /// Why a file argument cannot be used; one sentence without its full stop.
    public struct Refusal: Error, Sendable {
        public let message: String

        /// Creates a refusal.
        public init(message: String) { self.message = message }
    }

    /// Reads a file argument for a caller.
    ///
    /// - Parameter limit: bytes that the caller's way of sending takes. The operator's own limit holds as well.
    func read(_ argument: String, for caller: Caller, limit: Int = formLimit) async throws -> File {
        let limit = min(limit, sizeLimit ?? limit)
        do {
            if let url = argument.url("upload") { return try await uploaded(url, caller, limit) }
            // What a tool has made for this caller may be used like what it has sent.
            if argument.url("openai") != nil { return try await uploaded(argument[...], caller, limit) }
            if argument.url("https") != nil { return try await remote(argument, limit) }
            if argument.url("http") != nil {
                throw Refusal(message: "plain http URLs are not fetched; use https or a path")
            }
            return try await Blocking.run {
                if argument.hasPrefix("data:") { return try inline(try DataURI(argument), limit) }
                return try local(argument, limit)
            }
        } catch let failure as FileFailure {
            throw Refusal(message: failure.description)
        }
    }

    private func uploaded(_ id: Substring, _ caller: Caller, _ limit: Int) async throws -> File {
        guard let uploads else {
            throw Refusal(message: "this server takes no uploads; give an https URL or a data URI")
        }
        guard let file = try await uploads(String(id), caller) else {
            throw Refusal(message: "there is no such upload, or it was used or has expired; upload the file again")
        }
        try Self.check(file.content, limit)
        return file
    }

    private func remote(_ url: String, _ limit: Int) async throws -> File {
        guard let source else { throw Refusal(message: "this server fetches no URLs; give a path or a data URI") }
        let remote = try await source.fetch(url, limit: limit)
        let file = try await Blocking.run {
            try self.file(named: FileName.clean(remote.name), declared: remote.contentType, remote.content, limit)
        }
        guard urlTypes.isEmpty || urlTypes.contains(where: { MediaType.matches(file.mediaType, $0) }) else {
            throw Refusal(
                message:
                    "the URL leads to \(file.mediaType), this server fetches only \(urlTypes.joined(separator: ", "))")
        }
        return file
    }

    private func local(_ argument: String, _ limit: Int) throws -> File {
        if let text = BareBase64(argument), text.isCertain {
            guard let content = text.content else { throw Refusal(message: "that is not well-formed Base64") }
            return try inline(DataURI(mediaType: nil, content: content), limit)
        }
        do {
            let (name, opened) = try folders.open(argument)
            return try file(named: FileName.clean(name), declared: nil, .file(opened), limit)
        } catch let refusal as FolderAccess.NotThere {
            // Only now: what is a file's path is not read in another way.
            guard let content = BareBase64(argument)?.content, MediaType.of(content) != nil else {
                throw Refusal(message: refusal.message)
            }
            return try inline(DataURI(mediaType: nil, content: content), limit)
        }
    }

    private func inline(_ data: DataURI, _ limit: Int) throws -> File {
        try file(named: nil, declared: data.mediaType, .bytes(data.content), limit)
    }

    private func file(named name: String?, declared: String?, _ content: FileContent, _ limit: Int) throws -> File {
        try Self.check(content, limit)
        let type = try MediaType.of(content, declared: declared, name: name)
        let isSmall = content.count <= Self.smallSize
        return File(
            name: name ?? "file.\(MediaType.suffix(of: type))", mediaType: type,
            content: isSmall ? .bytes(try content.bytes()) : content)
    }

    private static func check(_ content: FileContent, _ limit: Int) throws(Refusal) {
        guard content.count > 0 else { throw Refusal(message: "the file is empty") }
        guard content.count <= limit else { throw Refusal(message: "the file is larger than \(limit) bytes") }
    }
}

extension String {
    /// What follows a scheme, which may be in capitals; nil for another scheme.
    fileprivate func url(_ scheme: String) -> Substring? {
        guard prefix(scheme.count + 3).lowercased() == scheme + "://" else { return nil }
        return dropFirst(scheme.count + 3)
    }
}
