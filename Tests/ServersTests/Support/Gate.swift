import Synchronization

/// Holds work until a test opens it; work that is cancelled does not wait any longer.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var wasCancelled = false
        var arrivals = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// How many have come to the gate.
    var arrivals: Int { state.withLock { $0.arrivals } }
    /// Whether somebody was cancelled while waiting.
    var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

    func pass() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayPass = state.withLock { state in
                    state.arrivals += 1
                    let mayPass = state.isOpen || state.wasCancelled
                    if !mayPass { state.waiting.append(continuation) }
                    return mayPass
                }
                if mayPass { continuation.resume() }
            }
        } onCancel: {
            release { $0.wasCancelled = true }
        }
        try Task.checkCancellation()
    }

    func open() { release { $0.isOpen = true } }

    private func release(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
