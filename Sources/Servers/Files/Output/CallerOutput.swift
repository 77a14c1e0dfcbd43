import Gateway
import JSON
import MCP

/// Where the files go that a tool makes for one caller.
struct CallerOutput: Sendable {
    private let outputs: Outputs
    private let caller: Caller

    init(_ outputs: Outputs, _ caller: Caller) {
        self.outputs = outputs
        self.caller = caller
    }

    /// Saves bytes. Blocks. That they cannot be kept is the operator's to mend.
    func save(_ bytes: [UInt8], prefix: String, mediaType: String? = nil) throws -> SavedFile {
        try explained {
            let file = try begin(prefix, mediaType)
            try file.append(bytes)
            return try saved(try file.finish())
        }
    }

    /// Saves the body of an answer as it comes, so that a large one need not be in memory; nil where it is empty.
    ///
    /// What breaks off or is too large leaves no file.
    func save(_ body: AnswerBody, prefix: String, mediaType: String?, limit: Int) async throws -> SavedFile? {
        switch body {
        case .bytes(let bytes):
            guard !bytes.isEmpty else { return nil }
            return try await Blocking.run { try save(bytes, prefix: prefix, mediaType: mediaType) }
        case .stream(let chunks):
            let file = try await Blocking.run { try explained { try begin(prefix, mediaType) } }
            var size = 0
            for try await chunk in chunks {
                size += chunk.count
                guard size <= limit else {
                    throw APIError(
                        .answerTooLarge,
                        "the file is larger than the \(limit) bytes that this server downloads (--download-limit)")
                }
                try await Blocking.run { try explained { try file.append(chunk) } }
            }
            try Task.checkCancellation()
            guard size > 0 else { return nil }
            return try await Blocking.run { try explained { try saved(try file.finish()) } }
        }
    }

    private func begin(_ prefix: String, _ mediaType: String?) throws -> OutgoingFile {
        try OutgoingFile(
            in: outputs.place, for: caller, stem: "\(prefix)-\(Int(outputs.now() * 1000))", mediaType: mediaType)
    }

    private func saved(
        _ file: (place: SavedFile.Place, mediaType: String, whole: GrowingFile.Whole)
    ) throws -> SavedFile {
        var content: [Content] = []
        if case .deposit(let deposit) = file.place { content.append(deposit.link) }
        return SavedFile(
            place: file.place, mediaType: file.mediaType, size: file.whole.size, digest: file.whole.digest,
            head: file.whole.head, content: content + (try inline(file)))
    }

    /// The data itself, where it is a small image or sound.
    private func inline(
        _ file: (place: SavedFile.Place, mediaType: String, whole: GrowingFile.Whole)
    ) throws -> [Content] {
        let (type, whole) = (file.mediaType, file.whole)
        let isImage = type.hasPrefix("image/") && type != "image/svg+xml"
        guard isImage || type.hasPrefix("audio/"), whole.size <= outputs.inlineLimit else { return [] }
        var bytes = whole.head
        if whole.size > bytes.count {
            guard let opened = try open(file.place) else { return [] }
            bytes = try opened.read(0..<whole.size)
        }
        let data = String(decoding: Base64.encode(bytes), as: UTF8.self)
        return [isImage ? .image(data: data, mimeType: type) : .audio(data: data, mimeType: type)]
    }

    private func open(_ place: SavedFile.Place) throws -> OpenFile? {
        switch (place, outputs.place) {
        case (.path(let path), _): try OpenFile(resolved: path)
        case (.deposit(let deposit), .deposits(let deposits)): try deposits.open(deposit.uri, for: caller)?.file
        case (.deposit, .folder): nil
        }
    }

    private func explained<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let failure as FileFailure {
            throw APIError(
                .serverError,
                "the provider answered, but \(failure); whoever runs this server must give it an output folder (--output)"
            )
        } catch let refusal as Deposits.Refusal {
            throw APIError(
                .serverError,
                "the provider answered, but \(refusal.message); whoever runs this server can give it more room (--deposit-space, --data-dir)"
            )
        }
    }
}
