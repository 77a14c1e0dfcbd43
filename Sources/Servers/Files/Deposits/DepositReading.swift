import Gateway

extension FileBridge {
    /// Where a bridge finds the files that callers have uploaded, or were given.
    public static func uploads(in deposits: Deposits) -> Uploads {
        { uri, caller in
            do {
                return try await deposits.upload(uri, for: caller)
            } catch let refusal as Deposits.Refusal {
                throw Refusal(message: refusal.message)
            }
        }
    }
}

extension Deposits {
    /// What `upload://ID`, `openai://results/ID` or a bare id in a file argument stands for, or nil.
    ///
    /// An upload can be used once: what is returned is its last holder. Throws ``Refusal``.
    public func upload(_ uri: String, for caller: Caller) async throws -> FileBridge.File? {
        try await Blocking.run {
            try use(uri, for: caller).map {
                FileBridge.File(name: $0.deposit.name, mediaType: $0.deposit.mediaType, content: .file($0.file))
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
