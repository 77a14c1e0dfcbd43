import Synchronization

/// One call on its way to the provider, and everybody who waits for its answer.
///
/// Who leaves does not end it for the others; when the last one leaves, it is cancelled.
final class Flight: Sendable {
    /// What becomes of the flight for one who waited.
    struct Landing: Sendable {
        let answer: Answer
        /// Whether the call was made, and paid for, on account of this one.
        let isFirst: Bool
    }

    fileprivate struct State {
        /// Those who came and have not left.
        var aboard = 0
        var seats = 0
        var waiting: [Int: CheckedContinuation<Landing, any Error>] = [:]
        /// Those who were cancelled before they waited.
        var left: Set<Int> = []
        var task: Task<Void, Never>?
        var isCancelled = false
        var result: Result<Answer, any Error>?
        var isPaid = false
    }

    private let state = Mutex(State())

    /// Begins the flight; `landed` is called once, before anybody hears of the result.
    func start(
        _ work: @escaping @Sendable () async throws -> Answer,
        landed: @escaping @Sendable (Result<Answer, any Error>) -> Void
    ) {
        // An unstructured task forgets the executor, and the call would hop to another thread and back.
        let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
        let task = Task(executorPreference: executor) {
            let result: Result<Answer, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            landed(result)
            self.land(result)
        }
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    /// Takes a seat, for which ``wait(_:)`` must follow; nil where everybody has left already.
    func board() -> Int? {
        state.withLock { state in
            guard !state.isCancelled, state.result == nil else { return nil }
            state.aboard += 1
            state.seats += 1
            return state.seats
        }
    }

    /// Waits for the answer; throws `CancellationError` where the task is cancelled, at once unless it is the last.
    func wait(_ seat: Int) async throws -> Landing {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Landing, any Error>? in
                    if let result = state.result { return state.landing(result) }
                    if state.left.remove(seat) != nil, state.leave() { return .failure(CancellationError()) }
                    state.waiting[seat] = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Landing, any Error>? in
                guard state.result == nil else { return nil }
                guard state.waiting[seat] != nil else {
                    state.left.insert(seat)
                    return nil
                }
                return state.leave() ? state.waiting.removeValue(forKey: seat) : nil
            }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private func land(_ result: Result<Answer, any Error>) {
        let landings = state.withLock { state in
            state.result = result
            defer { state.waiting = [:] }
            return state.waiting.sorted { $0.key < $1.key }.map { ($0.value, state.landing(result)) }
        }
        for (continuation, landing) in landings { continuation.resume(with: landing) }
    }
}

extension Flight.State {
    /// What one of those who waited gets; the first of them pays.
    fileprivate mutating func landing(_ result: Result<Answer, any Error>) -> Result<Flight.Landing, any Error> {
        defer { isPaid = true }
        if isPaid, case .failure(var failure as UpstreamFailure) = result {
            // What was sent for all counts once.
            failure.attempts = 0
            return .failure(failure)
        }
        return result.map { Flight.Landing(answer: $0, isFirst: !isPaid) }
    }

    /// Lets one go; false for the last one, who stays until the flight, now cancelled, has ended: somebody must pay.
    fileprivate mutating func leave() -> Bool {
        guard aboard == 1 else {
            aboard -= 1
            return true
        }
        isCancelled = true
        task?.cancel()
        return false
    }
}
