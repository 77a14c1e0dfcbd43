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

    /// What became of a wish to start.
    public enum Start: Sendable, Hashable {
        case started
        /// A request with this key is being worked on.
        case inUse
        /// Nothing is started any more.
        case closed
    }

    /// Starts a task under a key, removed when it ends.
    ///
    /// - Parameter executor: where the task runs if this is not called from a task, whose executor it keeps.
    public func start(
        _ key: Key, on executor: (any TaskExecutor)? = nil, _ work: @escaping @Sendable () async -> Void
    ) -> Start {
        state.withLock { state in
            if state.isClosed { return .closed }
            guard state.entries[key] == nil else { return .inUse }
            // The task cannot remove its entry before this closure has made it: removal needs the same lock.
            let task = Task.onSameExecutor(or: executor) {
                await work()
                self.remove(key)
            }
            state.entries[key] = { task.cancel() }
            return .started
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
