import Gateway

/// A file that a caller's argument names, open for reading.
public struct UploadedFile: Sendable {
    public let name: String
    public let mediaType: String
    /// In bytes.
    public var size: Int { content.size }
    public let content: OpenFile
}

extension Deposits {
    /// What `upload://ID`, `openai://results/ID` or a bare id in a file argument stands for, or nil.
    ///
    /// An upload can be used once: what is returned is its last holder. Throws ``Refusal``.
    public func upload(_ uri: String, for caller: Caller) async throws -> UploadedFile? {
        try await Blocking.run {
            try use(uri, for: caller).map {
                UploadedFile(name: $0.deposit.name, mediaType: $0.deposit.mediaType, content: $0.file)
            }
        }
    }

    /// The whole content of a result, as a resource is read; nil where the caller has none of that URI.
    ///
    /// Throws ``Refusal``, also where it is larger than `limit`: it would have to be in memory.
    public func read(_ uri: String, for caller: Caller, limit: Int = 64 << 20) async throws -> (Deposit, [UInt8])? {
        try await Blocking.run { () -> (Deposit, [UInt8])? in
            guard let (deposit, file) = try open(uri, for: caller), deposit.kind == .result else { return nil }
            guard file.size <= limit else {
                throw Refusal(
                    message:
                        "it has \(file.size) bytes, and at most \(limit) are read at once, use result-get with `offset` instead",
                    isFull: false)
            }
            do throws(FileFailure) {
                return (deposit, try file.read(0..<file.size))
            } catch {
                throw Refusal(message: error.description, isFull: false)
            }
        }
    }
}
