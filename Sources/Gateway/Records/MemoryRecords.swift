import Synchronization

/// Records in memory, for a server without a data folder; they end with the process.
///
/// Past a number of records or of bytes the caller that has most on its shelf loses its oldest, so that one caller
/// cannot push out another's.
public final class MemoryRecords: RecordStore {
    private struct State {
        var shelves: [ExactText: RecordShelf] = [:]
        var sequence: Int64 = 0
        var count = 0
        var weight = 0

        /// Changes a caller's shelf and keeps the sums right.
        mutating func change<Result>(_ caller: ExactText, _ change: (inout RecordShelf) -> Result) -> Result {
            var shelf = shelves.removeValue(forKey: caller) ?? RecordShelf()
            let before = (shelf.count, shelf.weight)
            let result = change(&shelf)
            count += shelf.count - before.0
            weight += shelf.weight - before.1
            if !shelf.isEmpty { shelves[caller] = shelf }
            return result
        }
    }

    private let records: Int
    private let bytes: Int
    private let state = Mutex(State())

    /// Creates an empty store.
    ///
    /// - Parameters:
    ///   - records: most records kept.
    ///   - bytes: most bytes kept, about.
    public init(records: Int = 10_000, bytes: Int = 64 << 20) {
        self.records = records
        self.bytes = bytes
    }

    public func append(_ records: [StoredRecord]) async throws {
        for record in records { try record.check() }
        state.withLock { state in
            for record in records {
                state.sequence += 1
                let sequence = state.sequence
                state.change(ExactText(record.caller)) { $0.put(record, sequence: sequence) }
            }
            while state.count > self.records || state.weight > bytes,
                let fullest = state.shelves.max(by: { $0.value.weight < $1.value.weight })?.key
            {
                state.change(fullest) { $0.removeFirst(1) }
            }
        }
    }

    public func list(_ query: RecordQuery) async throws -> RecordPage {
        state.withLock { $0.shelves[ExactText(query.caller)]?.list(query) ?? RecordPage(limit: query.limit) }
    }

    public func get(_ id: String, kind: String, caller: String) async throws -> StoredRecord? {
        state.withLock { $0.shelves[ExactText(caller)]?.get(RecordShelf.Key(id, kind)) }
    }

    public func delete(_ ids: [String], kind: String, caller: String) async throws -> [String] {
        state.withLock { state in
            state.change(ExactText(caller)) { shelf in ids.filter { shelf.remove(RecordShelf.Key($0, kind)) } }
        }
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int {
        state.withLock { state in
            state.change(ExactText(caller)) { shelf in
                defer { shelf = RecordShelf() }
                return shelf.count
            }
        }
    }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        state.withLock { state in
            let before = state.count
            for caller in Array(state.shelves.keys) {
                state.change(caller) { $0.removeFirst($0.count(before: time)) }
            }
            return before - state.count
        }
    }
}
