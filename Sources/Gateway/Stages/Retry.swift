/// Sends a call again, or to another provider, where ``RetryPolicy`` allows it.
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
        var call = call
        // Rounds through all providers; a round of one provider is an attempt.
        var round = 1
        var sent = 0
        while true {
            let decision: RetryPolicy.Decision
            let result: Result<Answer, UpstreamFailure>
            let place: RoutePlace?
            do {
                var answer = try await next(call)
                sent += max(1, answer.notes.attempts)
                answer.notes.attempts = sent
                if answer.isSuccess { return answer }
                let kind = APIError(answer, now: surroundings.now()).kind
                result = .success(answer)
                place = answer.notes.place
                decision = decide(
                    .refused(status: answer.status, headers: answer.headers, kind: kind), call, round, place)
            } catch var failure as UpstreamFailure {
                sent += failure.attempts
                failure.attempts = sent
                result = .failure(failure)
                place = failure.place
                decision = decide(.failed(failure), call, round, place)
            }
            switch decision {
            case .stop: return try result.get()
            case .move: if let place { call.routing?.tried |= 1 << UInt64(place.position) }
            case .retry(let wait, let there):
                try await surroundings.sleep(wait)
                round += 1
                call.routing?.again(onlyAt: there ? place?.position : nil)
            }
        }
    }

    private func decide(
        _ outcome: RetryPolicy.Outcome, _ call: Call, _ round: Int, _ place: RoutePlace?
    ) -> RetryPolicy.Decision {
        policy.decide(
            outcome, work: call.endpoint.work, hasIdempotencyKey: call.headers["Idempotency-Key"] != nil,
            hasAlternative: place?.hasAlternative == true, attempt: round, random: surroundings.random(),
            now: surroundings.now())
    }
}
