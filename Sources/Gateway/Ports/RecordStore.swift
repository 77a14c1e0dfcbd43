/// What this server did for its callers, kept for as long as the operator says.
///
/// A record belongs to one caller, and no request shows it to another. Failures are a ``StoreFailure``, or
/// `CancellationError` when the task is cancelled.
public protocol RecordStore: Sendable {
    /// Keeps records, all of them or none.
    ///
    /// One whose caller, kind and id are there already takes the place of the older one, as if that had been deleted.
    func append(_ records: [StoredRecord]) async throws

    /// One page of a caller's records of one kind, newest first; of equal times the one appended later comes first.
    func list(_ query: RecordQuery) async throws -> RecordPage

    /// The record of that id, or nil.
    func get(_ id: String, kind: String, caller: String) async throws -> StoredRecord?

    /// Deletes records and returns the ids that were there, in the order given.
    func delete(_ ids: [String], kind: String, caller: String) async throws -> [String]

    /// Deletes everything of a caller and returns how many records that were.
    @discardableResult
    func erase(caller: String) async throws -> Int

    /// Deletes the records of all callers from before a time, and returns how many that were.
    @discardableResult
    func purge(before time: Double) async throws -> Int
}

/// Something that was done for a caller.
public struct StoredRecord: Sendable, Equatable {
    /// Largest body, in bytes.
    public static let largestBody = 4 << 20

    /// What sort of record it is, such as `image` or `moderation`; ids are unique within it and the caller.
    public var kind: String
    public var id: String
    /// Id of the caller whose record it is.
    public var caller: String
    /// Seconds since 1970.
    public var time: Double
    /// JSON, as it came.
    public var body: [UInt8]

    /// Creates a record.
    public init(kind: String, id: String, caller: String, time: Double, body: [UInt8]) {
        self.kind = kind
        self.id = id
        self.caller = caller
        self.time = time
        self.body = body
    }

    /// Throws where no store keeps the record.
    public func check() throws(StoreFailure) {
        guard !kind.isEmpty, !id.isEmpty, !caller.isEmpty, time.isFinite else {
            throw StoreFailure(.refused, "A record needs a kind, an id, a caller and a time.")
        }
        guard body.count <= Self.largestBody else {
            throw StoreFailure(
                .refused, "A record of \(body.count) bytes is not kept; the largest has \(Self.largestBody) bytes.")
        }
    }
}

/// Which records to list.
public struct RecordQuery: Sendable {
    /// How many records one page may have.
    public static let limits = 1...1000

    public var kind: String
    public var caller: String
    /// Most records to return; a page whose bodies are large ends sooner.
    public let limit: Int
    /// Goes on behind this record; it need not be there any more.
    public var after: RecordCursor?
    /// Only records from this time on, in seconds since 1970.
    public var since: Double?
    /// Only records from before this time.
    public var until: Double?

    /// Creates a query; a limit that is not allowed becomes the nearest that is.
    public init(
        kind: String, caller: String, limit: Int = 20, after: RecordCursor? = nil, since: Double? = nil,
        until: Double? = nil
    ) {
        self.kind = kind
        self.caller = caller
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
        self.after = after
        self.since = since
        self.until = until
    }
}
