import Gateway
import JSON

/// Turns a file argument into bytes, so that files never pass through a model.
///
/// An argument is a path under an allowed root, an `https` URL, or a `data:` URI.
public struct FileBridge: Sendable {
    private let roots: [String]
    private let sizeLimit: Int
    private let source: (any FileSource)?

    /// Creates a bridge.
    ///
    /// - Parameters:
    ///   - roots: folders that may be read, with all below them; none: no local files.
    ///   - sizeLimit: largest file in bytes.
    ///   - source: nil where URLs are not to be fetched.
    public init(roots: [String], sizeLimit: Int, source: (any FileSource)?) {
        self.roots = roots.compactMap { LocalFile.resolve($0) }
        self.sizeLimit = sizeLimit
        self.source = source
    }

    /// A file as a part of a multipart body.
    struct File: Sendable {
        var name: String
        var mediaType: String
        var content: [UInt8]
    }

    /// Why a file argument cannot be used; one sentence.
    struct Refusal: Error {
        let message: String
    }

    func read(_ argument: String) async throws -> File {
        if argument.hasPrefix("data:") { return try dataURI(argument) }
        if argument.hasPrefix("https://") { return try await remote(argument) }
        if argument.hasPrefix("http://") {
            throw Refusal(message: "plain http URLs are not fetched; use https or a path")
        }
        let path = argument.hasPrefix("file://") ? PercentEncoding.decode(argument.dropFirst(7)) : argument
        return try await Blocking.run { try local(path) }
    }

    private func dataURI(_ text: String) throws -> File {
        guard let comma = text.firstIndex(of: ",") else { throw Refusal(message: "the data URI has no comma") }
        let head = text[..<comma].dropFirst(5).split(separator: ";")
        guard head.last == "base64" else { throw Refusal(message: "the data URI is not base64") }
        guard let content = Base64.decode(text[text.index(after: comma)...].utf8) else {
            throw Refusal(message: "the data URI's content is not well-formed Base64")
        }
        let declared = head.count > 1 ? String(head[0]) : nil
        return try file(named: nil, declared: declared, content)
    }

    private func remote(_ url: String) async throws -> File {
        guard let source else { throw Refusal(message: "this server fetches no URLs; give a path or a data URI") }
        do {
            let remote = try await source.fetch(url)
            return try file(
                named: remote.name.isEmpty ? nil : remote.name, declared: remote.contentType, remote.content)
        } catch let failure as FileFailure {
            throw Refusal(message: failure.description)
        }
    }

    private func local(_ path: String) throws -> File {
        guard !roots.isEmpty else {
            throw Refusal(
                message:
                    "this server reads no local files; start it with --root FOLDER, or give an https URL or a data URI")
        }
        // By bytes, as the file system compares: to a string, two spellings of an accent are one. What is not there
        // and what may not be read are told alike, so that nobody learns what lies outside the roots.
        guard let resolved = LocalFile.resolve(path),
            roots.contains(where: { resolved.utf8.starts(with: ($0 == "/" ? "/" : $0 + "/").utf8) })
        else { throw Refusal(message: "there is no such file in the folders this server may read (--root)") }
        let content = try LocalFile.read(resolved, limit: sizeLimit)
        return try file(named: resolved.split(separator: "/").last.map(String.init), declared: nil, content)
    }

    private func file(named name: String?, declared: String?, _ content: [UInt8]) throws -> File {
        guard !content.isEmpty else { throw Refusal(message: "the file is empty") }
        guard content.count <= sizeLimit else { throw Refusal(message: "the file is larger than \(sizeLimit) bytes") }
        let type =
            MediaType.of(content) ?? declared ?? name.flatMap { MediaType.ofName($0) } ?? "application/octet-stream"
        return File(name: name ?? "file.\(MediaType.suffix(of: type))", mediaType: type, content: content)
    }
}
