import Synchronization

/// The changes that one client has yet to hear of. Each stands in it once, so that a client which never reads makes
/// nothing grow.
final class ChangeInbox: Sendable {
    private struct State {
        var filter: ChangeFilter
        var waiting: [Change] = []
        /// The same, to be found quickly.
        var known: Set<Change> = []
        var taker: CheckedContinuation<[Change], Never>?
        var isClosed = false
    }

    private let state: Mutex<State>

    init(_ filter: ChangeFilter) { state = Mutex(State(filter: filter)) }

    var filter: ChangeFilter {
        get { state.withLock { $0.filter } }
        set { state.withLock { $0.filter = newValue } }
    }

    /// Puts a change in, if the client wants to hear of it.
    func offer(_ change: Change) {
        let taker = state.withLock { state -> CheckedContinuation<[Change], Never>? in
            guard !state.isClosed, state.filter.lets(change), !state.known.contains(change) else { return nil }
            guard let taker = state.taker else {
                state.waiting.append(change)
                state.known.insert(change)
                return nil
            }
            state.taker = nil
            return taker
        }
        taker?.resume(returning: [change])
    }

    /// Takes what waits, once something does; nothing where it was woken, after the end, or when the task is cancelled.
    func take() async -> [Change] {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> [Change]? in
                    if state.waiting.isEmpty, !state.isClosed, !Task.isCancelled {
                        state.taker = continuation
                        return nil
                    }
                    defer { (state.waiting, state.known) = ([], []) }
                    return state.waiting
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            close()
        }
    }

    /// Whether nothing comes any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Gives whoever waits nothing.
    func wake() {
        let taker = state.withLock { state in
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: [])
    }

    /// Ends it; nothing comes any more.
    func close() {
        let taker = state.withLock { state in
            state.isClosed = true
            (state.waiting, state.known) = ([], [])
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: [])
    }
}
