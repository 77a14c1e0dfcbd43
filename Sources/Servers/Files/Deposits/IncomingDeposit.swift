import Gateway
import Synchronization

/// A deposit that is being written. Unless it is finished, nothing of it stays.
public final class IncomingDeposit: Sendable {
    private let id: String
    private let kind: Deposit.Kind
    private let caller: String
    private let name: String?
    private let mediaType: String?
    private let file: GrowingFile
    private let deposits: Deposits
    /// Bytes that count as the caller's until the deposit is in the index.
    private let reserved = Mutex(0)

    init(
        id: String, kind: Deposit.Kind, caller: String, name: String?, mediaType: String?, file: GrowingFile,
        in deposits: Deposits
    ) {
        self.id = id
        self.kind = kind
        self.caller = caller
        self.name = name
        self.mediaType = mediaType
        self.file = file
        self.deposits = deposits
    }

    deinit { abandon() }

    // MARK: What blocks

    /// Writes at the end.
    func write(_ bytes: [UInt8]) throws(Deposits.Refusal) {
        try deposits.reserve(bytes.count, for: caller)
        reserved.withLock { $0 += bytes.count }
        do {
            try file.append(bytes)
        } catch {
            throw Deposits.unkept(error)
        }
    }

    /// Puts the file in.
    ///
    /// - Parameter named: makes a name of what is in the file, where its sender gave none.
    func close(
        named: (_ whole: GrowingFile.Whole, _ mediaType: String) -> String
    ) throws(Deposits.Refusal) -> (deposit: Deposit, whole: GrowingFile.Whole) {
        let given = name.flatMap { FileName.clean($0) }
        let whole: GrowingFile.Whole
        let type: String
        do {
            whole = try file.finish()
            type = try file.mediaType(of: whole, declared: mediaType, name: given)
        } catch {
            throw Deposits.unkept(error)
        }
        let deposit = Deposit(
            id: id, kind: kind, caller: caller, name: given ?? named(whole, type), mediaType: type, size: whole.size,
            digest: whole.digest, expires: deposits.nextExpiry)
        try deposits.add(deposit)
        // From here on the bytes belong to the deposit.
        reserved.withLock { $0 = 0 }
        do {
            try file.keep()
        } catch {
            throw Deposits.unkept(error)
        }
        return (deposit, whole)
    }

    /// Removes what has been written.
    public func abandon() {
        file.discard()
        let size = reserved.withLock { reserved in
            defer { reserved = 0 }
            return reserved
        }
        if size > 0 { deposits.release(size, of: caller) }
    }

    // MARK: For who must not block

    /// Writes at the end.
    public func append(_ bytes: [UInt8]) async throws { try await Blocking.run { try write(bytes) } }

    /// Puts the file in.
    public func finish() async throws -> Deposit {
        try await Blocking.run {
            try close { _, type in "file.\(MediaType.suffix(of: type))" }.deposit
        }
    }
}
