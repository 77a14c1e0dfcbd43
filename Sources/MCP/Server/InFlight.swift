import Synchronization

/// Requests that are being worked on, so that a later message can cancel one.
public final class InFlight<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var entries: [Key: @Sendable () -> Void] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Creates an empty table.
    public init() {}

    /// How many requests are being worked on.
    public var count: Int { state.withLock { $0.entries.count } }

    /// Starts a task under a key, removed when it ends; false where the key is in use or the table is closed.
    public func start(_ key: Key, _ work: @escaping @Sendable () async -> Void) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.entries[key] == nil else { return false }
            // The task cannot remove its entry before this closure has made it: removal needs the same lock.
            let task = Task.onSameExecutor {
                await work()
                self.remove(key)
            }
            state.entries[key] = { task.cancel() }
            return true
        }
    }

    /// Cancels the request of a key, if it is being worked on.
    public func cancel(_ key: Key) {
        state.withLock { $0.entries[key] }?()
    }

    /// Cancels everything and accepts no more.
    public func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return Array(state.entries.values)
        }
        for cancel in all { cancel() }
    }

    private func remove(_ key: Key) { state.withLock { _ = $0.entries.removeValue(forKey: key) } }
}
