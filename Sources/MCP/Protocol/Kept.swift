import Synchronization

/// Values that are made when they are first asked for, and kept.
final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    /// The value of a key. Two callers may make it at the same time; both get the one that was kept first.
    func value(for key: Key, make: () -> Value) -> Value {
        if let value = values.withLock({ $0[key] }) { return value }
        let value = make()
        return values.withLock { values in
            if let kept = values[key] { return kept }
            values[key] = value
            return value
        }
    }
}
