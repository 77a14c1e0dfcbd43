import Synchronization

/// Ids that the provider listed, kept for a minute for the caller who asked: suggestions are wanted with every key.
final class RememberedIDs: Sendable {
    private struct Key: Hashable {
        let caller: String
        let list: String
    }

    private struct Entry {
        let ids: [String]
        let expires: Double
    }

    /// Seconds.
    private static let lifetime = 60.0
    private let capacity: Int
    private let entries = Mutex<[Key: Entry]>([:])

    /// - Parameter capacity: lists kept for all callers together; past that the oldest goes.
    init(capacity: Int = 1000) { self.capacity = capacity }

    /// What is kept of a list, or nil.
    func ids(_ list: String, of caller: String, at now: Double) -> [String]? {
        entries.withLock { entries in
            guard let entry = entries[Key(caller: caller, list: list)], entry.expires > now else { return nil }
            return entry.ids
        }
    }

    func keep(_ ids: [String], as list: String, of caller: String, at now: Double) {
        entries.withLock { entries in
            if entries.count >= capacity {
                entries = entries.filter { $0.value.expires > now }
                while entries.count >= capacity, let oldest = entries.min(by: { $0.value.expires < $1.value.expires }) {
                    entries[oldest.key] = nil
                }
            }
            entries[Key(caller: caller, list: list)] = Entry(ids: ids, expires: now + Self.lifetime)
        }
    }
}
