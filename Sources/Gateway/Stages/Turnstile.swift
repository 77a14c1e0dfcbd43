import Synchronization

/// Lets a number of calls be under way at once; the others wait in the order in which they came.
final class Turnstile: Sendable {
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<Bool, any Error>
        var timer: Task<Void, any Error>?

        func resume(with result: Result<Bool, any Error>) {
            timer?.cancel()
            continuation.resume(with: result)
        }
    }

    private struct State {
        var free: Int
        var next = 0
        var waiting: [Waiter] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: max(1, places))) }

    /// Returns true once there is a place, and false when there was none for as long as `patience`.
    func enter(patience: Duration, in surroundings: Surroundings) async throws -> Bool {
        let number: Int? = state.withLock { state in
            guard state.free == 0 else {
                state.free -= 1
                return nil
            }
            state.next += 1
            return state.next
        }
        guard let number else { return true }
        guard patience > .zero else { return false }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                wait(number, continuation, patience, surroundings)
            }
        } onCancel: {
            end(number, with: .failure(CancellationError()))
        }
    }

    /// Gives a place back: to the one who has waited longest.
    func leave() {
        let first = state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil as Waiter?
            }
            return state.waiting.removeFirst()
        }
        first?.resume(with: .success(true))
    }

    private func wait(
        _ number: Int, _ continuation: CheckedContinuation<Bool, any Error>, _ patience: Duration,
        _ surroundings: Surroundings
    ) {
        let isIn = state.withLock { state in
            // A place may have become free since.
            if state.free > 0 {
                state.free -= 1
                return true
            }
            state.waiting.append(Waiter(number: number, continuation: continuation))
            return false
        }
        if isIn { return continuation.resume(returning: true) }
        let timer = Task {
            try await surroundings.sleep(patience)
            end(number, with: .success(false))
        }
        let isWaiting = state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return false }
            state.waiting[index].timer = timer
            return true
        }
        if !isWaiting { timer.cancel() }
        // Cancelled before it stood in the queue: nobody else would wake it.
        if Task.isCancelled { end(number, with: .failure(CancellationError())) }
    }

    private func end(_ number: Int, with result: Result<Bool, any Error>) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        waiter?.resume(with: result)
    }
}
