import Synchronization

/// Calls that go out together, and those who wait for them.
final class Pack: Sendable {
    /// What becomes of a call in a pack.
    enum Outcome: Sendable {
        case answer(Answer)
        /// It is to be sent on its own.
        case alone
    }

    /// One call.
    struct Seat: Sendable {
        let id: Int
        let call: Call
        let inputs: PackedInputs
    }

    private struct State {
        var seats: [Seat] = []
        var waiting: [Int: CheckedContinuation<Outcome, any Error>] = [:]
        /// Those who were cancelled before they waited.
        var left: Set<Int> = []
        var outcomes: [Int: Result<Outcome, any Error>] = [:]
        var lastID = 0
        var isClosed = false
        var task: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Takes a call in; nil where it does not fit any more.
    func add(_ call: Call, _ inputs: PackedInputs, rules: BatchRules) -> Int? {
        state.withLock { state in
            let texts = state.seats.reduce(inputs.texts.count) { $0 + $1.inputs.texts.count }
            let bytes = state.seats.reduce(inputs.bytes) { $0 + $1.inputs.bytes }
            guard !state.isClosed, texts <= rules.inputs, bytes <= rules.bytes else { return nil }
            state.lastID += 1
            state.seats.append(Seat(id: state.lastID, call: call, inputs: inputs))
            return state.lastID
        }
    }

    /// Nobody is taken in any more; the calls that are still wanted.
    func close() -> [Seat] {
        state.withLock { state in
            state.isClosed = true
            return state.seats
        }
    }

    /// The task that works on the pack; cancelled when nobody waits any more.
    func run(_ work: @escaping @Sendable () async -> Void) {
        let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
        let task = Task(executorPreference: executor) { await work() }
        state.withLock { $0.task = task }
    }

    /// Waits for what becomes of a call; throws `CancellationError` at once where the task is cancelled.
    func wait(_ id: Int) async throws -> Outcome {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Outcome, any Error>? in
                    if state.left.contains(id) { return .failure(CancellationError()) }
                    if let outcome = state.outcomes.removeValue(forKey: id) { return outcome }
                    state.waiting[id] = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let (waiter, task) = state.withLock { state in
                state.left.insert(id)
                state.seats.removeAll { $0.id == id }
                return (state.waiting.removeValue(forKey: id), state.seats.isEmpty ? state.task : nil)
            }
            waiter?.resume(throwing: CancellationError())
            task?.cancel()
        }
    }

    /// Tells each call what becomes of it.
    func finish(_ outcomes: [(Seat, Result<Outcome, any Error>)]) {
        for (seat, outcome) in outcomes {
            let waiter = state.withLock { state -> CheckedContinuation<Outcome, any Error>? in
                if let waiter = state.waiting.removeValue(forKey: seat.id) { return waiter }
                if !state.left.contains(seat.id) { state.outcomes[seat.id] = outcome }
                return nil
            }
            waiter?.resume(with: outcome)
        }
    }
}
