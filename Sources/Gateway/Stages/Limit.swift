import Synchronization

/// Sends no more to a provider than it allows: a call waits for its turn, or is refused with the time to wait.
///
/// Where another provider can serve the call, nobody waits. Calls with a caller's own key count against that key's
/// limits, which are the caller's business.
public struct Limit: Stage {
    /// Tokens that a call will take, input and output together.
    public typealias Estimate = @Sendable (Call) -> Int

    private let provider: Provider
    private let estimate: Estimate
    private let surroundings: Surroundings
    private let state: State

    private final class State: Sendable {
        let allowance: Mutex<Allowance>
        let turnstile: Turnstile?

        init(_ limits: ProviderLimits, at now: Double) {
            allowance = Mutex(Allowance(limits, at: now))
            turnstile = limits.concurrency.map { Turnstile(places: $0) }
        }
    }

    /// Creates the stage in front of a provider.
    public init(
        _ provider: Provider, estimate: @escaping Estimate = Limit.roughEstimate, in surroundings: Surroundings = .real
    ) {
        self.provider = provider
        self.estimate = estimate
        self.surroundings = surroundings
        state = State(provider.limits, at: surroundings.uptime())
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        if provider.takesCallerKeys, call.caller.key != nil { return try await next(call) }
        let patience: Duration = call.routing?.hasAlternative == true ? .zero : provider.limits.patience
        let place = try await enter(patience)
        if !state.allowance.withLock({ $0.isUnlimited }) { try await takeTurn(call, patience) }
        var answer = try await next(call)
        heed(answer, call)
        if let place { answer.body = place.covering(answer.body) }
        return answer
    }

    /// A quarter of the bytes of the body, and the most that may be put out.
    public static let roughEstimate: Estimate = { call in
        guard case .json(let members) = call.body else { return 0 }
        let output = ["max_completion_tokens", "max_tokens", "max_output_tokens"].lazy.compactMap { members[$0] }.first
            .flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        return members.all.reduce(0) { $0 + $1.value.count } / 4 + max(0, min(output ?? 0, 1_000_000))
    }

    private func enter(_ patience: Duration) async throws -> Release? {
        guard let turnstile = state.turnstile else { return nil }
        guard try await turnstile.enter(patience: patience, in: surroundings) else {
            throw refusal("as many calls as it may have at once are under way", nil)
        }
        return Release { turnstile.leave() }
    }

    private func takeTurn(_ call: Call, _ patience: Duration) async throws {
        let need = Allowance.Need(model: call.model, tokens: Double(estimate(call)))
        let wait = state.allowance.withLock {
            $0.reserve(need, patience: patience / .seconds(1), at: surroundings.uptime())
        }
        guard wait > 0 else { return }
        guard wait <= patience / .seconds(1) else {
            guard wait.isFinite else { throw refusal("its limit allows no such call at all", nil) }
            throw refusal("its limit for requests or tokens is reached", wait)
        }
        do {
            try await surroundings.sleep(.seconds(wait))
        } catch {
            state.allowance.withLock { $0.giveBack(need, at: surroundings.uptime()) }
            throw error
        }
    }

    /// Several keys have a limit each, and a header tells only of its own.
    private func heed(_ answer: Answer, _ call: Call) {
        guard provider.limits.heedsHeaders, let headers = RateHeaders(answer.headers, now: surroundings.now()),
            provider.keys.keys.count <= 1
        else { return }
        state.allowance.withLock { $0.heed(headers, model: call.model, at: surroundings.uptime()) }
    }

    private func refusal(_ why: String, _ wait: Double?) -> UpstreamFailure {
        let advice = wait.map { "wait \(Int($0.rounded(.up))) s and call again" } ?? "call again in a while"
        var failure = UpstreamFailure(
            .limited, mayHaveBeenSent: false, "the call was not sent to provider '\(provider.name)': \(why), \(advice)")
        failure.retryAfter = wait
        failure.attempts = 0
        return failure
    }
}
