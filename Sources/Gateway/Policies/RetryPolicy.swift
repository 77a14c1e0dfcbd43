import Catalogue

/// Whether a call is sent again, and when. A retry must never buy twice.
public struct RetryPolicy: Sendable {
    /// What a second sending could do, apart from costing.
    public enum Work: Sendable, CaseIterable {
        /// Nothing.
        case reads
        /// The same work twice; nothing lasting comes of it.
        case computes
        /// A second job, file or deletion.
        case lasts
    }

    /// How an attempt ended.
    public enum Outcome: Sendable {
        /// An answer with an error status; `code` is the provider's own.
        case refused(status: Int, headers: Headers, kind: APIError.Kind)
        /// No answer.
        case failed(UpstreamFailure)
    }

    /// What follows.
    public enum Decision: Sendable, Equatable {
        /// Once more; `there`: to the same provider only, which knows the call by its idempotency key.
        case retry(after: Duration, there: Bool = false)
        /// At once, to another provider.
        case move
        case stop(Reason)
    }

    /// Why there is no further attempt.
    public enum Reason: Sendable, Equatable {
        case attemptsUsedUp
        /// The provider said so, or the outcome would be the same.
        case pointless
        /// The work may have been done, and doing it twice is not allowed.
        case mayHaveBeenDone
        /// The provider asks for a longer wait than ``RetryPolicy/longestWait``.
        case waitTooLong(seconds: Double)
    }

    /// Attempts after the first.
    public var maxRetries: Int
    /// Whether work that may have been done and billed may be asked for again (`retry.maybe-billed: allow`).
    public var mayBillTwice: Bool
    /// Seconds that a call may be made to wait by `retry-after`.
    public var longestWait: Double
    /// Seconds before the first retry; each further one doubles up to `longestBackoff`.
    public var firstBackoff: Double
    public var longestBackoff: Double

    /// Creates a policy.
    public init(
        maxRetries: Int = 3, mayBillTwice: Bool = false, longestWait: Double = 60, firstBackoff: Double = 0.5,
        longestBackoff: Double = 8
    ) {
        self.maxRetries = maxRetries
        self.mayBillTwice = mayBillTwice
        self.longestWait = longestWait
        self.firstBackoff = firstBackoff
        self.longestBackoff = longestBackoff
    }

    /// Decides after an attempt (the first is 1). `random` is in 0..<1, `now` in seconds since 1970.
    ///
    /// Failover goes by the same table. With another provider at hand nobody waits for this one, and what only this one
    /// refuses (its key, its missing endpoint) is tried there.
    public func decide(
        _ outcome: Outcome, work: Work, hasIdempotencyKey: Bool = false, hasAlternative: Bool = false, attempt: Int,
        random: Double, now: Double
    ) -> Decision {
        switch verdict(outcome, work, hasIdempotencyKey) {
        case .stop(let reason): return .stop(reason)
        case .anywhere where hasAlternative, .elsewhere where hasAlternative: return .move
        case .elsewhere: return .stop(.pointless)
        case .anywhere: return again(outcome, attempt, random, now, there: false)
        case .there: return again(outcome, attempt, random, now, there: true)
        }
    }

    private func again(_ outcome: Outcome, _ attempt: Int, _ random: Double, _ now: Double, there: Bool) -> Decision {
        guard attempt <= maxRetries else { return .stop(.attemptsUsedUp) }
        if case .refused(_, let headers, _) = outcome, let asked = RetryAfter.seconds(headers, now: now), asked > 0 {
            guard asked <= longestWait else { return .stop(.waitTooLong(seconds: asked)) }
            return .retry(after: .seconds(asked), there: there)
        }
        return .retry(after: .seconds(backoff(attempt, random)), there: there)
    }

    /// Half of the step is fixed, so that a retry is never immediate, and half is chance, so that callers spread out.
    private func backoff(_ attempt: Int, _ random: Double) -> Double {
        var step = firstBackoff
        for _ in 1..<max(1, attempt) where step < longestBackoff { step *= 2 }
        return min(step, longestBackoff) * (0.5 + 0.5 * random)
    }

    /// Who may be sent the call once more.
    private enum Verdict {
        case anywhere
        /// Only the provider that had it: to another the idempotency key means nothing.
        case there
        /// Only another provider: this one would say the same again.
        case elsewhere
        case stop(Reason)
    }

    /// The one table of retries and failover.
    private func verdict(_ outcome: Outcome, _ work: Work, _ hasIdempotencyKey: Bool) -> Verdict {
        switch outcome {
        case .refused(let status, let headers, let kind):
            // An error status means that the provider has not done the work.
            switch headers["x-should-retry"] {
            case "false": return .stop(.pointless)
            case "true": return .anywhere
            default: break
            }
            // These are about the operator's account there; any other 4xx is about the request.
            if [.quota, .endpointMissing, .invalidKey].contains(kind) { return .elsewhere }
            let statuses = work == .lasts ? Self.refusedUndone : Self.refused
            return statuses.contains { $0.contains(status) } ? .anywhere : .stop(.pointless)
        case .failed(let failure):
            switch failure.kind {
            case .connect: return .anywhere
            case .timeout, .reset:
                if !failure.mayHaveBeenSent || work == .reads || mayBillTwice { return .anywhere }
                return hasIdempotencyKey ? .there : .stop(.mayHaveBeenDone)
            case .tls, .noKey, .limited, .malformed:
                return failure.mayHaveBeenSent && work != .reads ? .stop(.pointless) : .elsewhere
            case .tooLarge, .stream, .file: return .stop(.pointless)
            }
        }
    }

    private static let refused = [408...408, 409...409, 429...429, 500...599]
    /// Of these even the creation of something lasting is known not to have begun.
    private static let refusedUndone = [429...429, 503...503]
}

extension Endpoint {
    /// What a second sending of this endpoint's call could do.
    public var work: RetryPolicy.Work {
        switch effect {
        case .reads: .reads
        case .computes: .computes
        case .creates, .updates, .deletes, .stops:
            // Chat completions and responses may be stored, but what is bought is the computation.
            treatment == .chat || treatment == .response ? .computes : .lasts
        }
    }
}
