/// Sends a call again where ``RetryPolicy`` allows it.
///
/// A stream that has begun is never repeated: only what `next` throws or returns is looked at, not what comes later.
public struct Retry: Stage {
    private let policy: RetryPolicy
    private let surroundings: Surroundings

    /// Creates the stage.
    public init(_ policy: RetryPolicy = RetryPolicy(), in surroundings: Surroundings = .real) {
        self.policy = policy
        self.surroundings = surroundings
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        var attempt = 1
        while true {
            let decision: RetryPolicy.Decision
            let result: Result<Answer, UpstreamFailure>
            do {
                var answer = try await next(call)
                answer.notes.attempts = attempt
                if answer.isSuccess { return answer }
                let kind = APIError(answer, now: surroundings.now()).kind
                result = .success(answer)
                decision = decide(
                    .refused(status: answer.status, headers: answer.headers, kind: kind), call, attempt)
            } catch var failure as UpstreamFailure {
                failure.attempts = attempt
                result = .failure(failure)
                decision = decide(.failed(failure), call, attempt)
            }
            guard case .retry(let wait) = decision else { return try result.get() }
            try await surroundings.sleep(wait)
            attempt += 1
        }
    }

    private func decide(_ outcome: RetryPolicy.Outcome, _ call: Call, _ attempt: Int) -> RetryPolicy.Decision {
        policy.decide(
            outcome, work: call.endpoint.work, hasIdempotencyKey: call.headers["Idempotency-Key"] != nil,
            attempt: attempt, random: surroundings.random(), now: surroundings.now())
    }
}
