import Synchronization

/// Values that are made when they are first asked for, and kept.
final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])

    /// The value of a key. Where there is none to be made, nothing is kept, so that what is asked in vain takes no memory.
    ///
    /// Two callers may make the same value at the same time; both get the one that was kept first.
    func value(for key: Key, make: () -> Value?) -> Value? {
        if let value = values.withLock({ $0[key] }) { return value }
        guard let value = make() else { return nil }
        return values.withLock { values in
            if let kept = values[key] { return kept }
            values[key] = value
            return value
        }
    }
}
