import Synchronization

/// Records that are kept for a time: older ones are not shown, and go when something is appended.
public final class RetainedRecords: RecordStore {
    private let store: any RecordStore
    /// In seconds; zero keeps nothing.
    private let lifetime: Double
    private let now: @Sendable () -> Double
    private let purged = Mutex(-Double.infinity)

    /// Wraps a store.
    ///
    /// - Parameter days: how long a record is kept; 0 keeps none, and lets go of those that are there.
    public init(_ store: any RecordStore, days: Int, now: @escaping @Sendable () -> Double = Surroundings.real.now) {
        self.store = store
        lifetime = Double(days) * 86_400
        self.now = now
    }

    public func append(_ records: [StoredRecord]) async throws {
        // First, so that it makes room where there is none, and a failure leaves nothing half done.
        try await purgeNowAndThen()
        if lifetime > 0 { try await store.append(records) }
    }

    /// Once an hour is often enough for days, and a call pays for it seldom.
    private func purgeNowAndThen() async throws {
        let now = now()
        let last = purged.withLock { last -> Double? in
            guard now - last >= 3600 else { return nil }
            defer { last = now }
            return last
        }
        guard let last else { return }
        do {
            try await store.purge(before: now - lifetime)
        } catch {
            purged.withLock { $0 = last }
            throw error
        }
    }

    public func list(_ query: RecordQuery) async throws -> RecordPage {
        guard lifetime > 0 else { return RecordPage(limit: query.limit) }
        var query = query
        query.since = max(query.since ?? -.infinity, now() - lifetime)
        return try await store.list(query)
    }

    public func get(_ id: String, kind: String, caller: String) async throws -> StoredRecord? {
        guard lifetime > 0, let record = try await store.get(id, kind: kind, caller: caller) else { return nil }
        return record.time >= now() - lifetime ? record : nil
    }

    public func delete(_ ids: [String], kind: String, caller: String) async throws -> [String] {
        try await store.delete(ids, kind: kind, caller: caller)
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int { try await store.erase(caller: caller) }

    @discardableResult
    public func purge(before time: Double) async throws -> Int { try await store.purge(before: time) }
}
