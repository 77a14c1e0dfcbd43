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
        case retry(after: Duration)
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
    public func decide(
        _ outcome: Outcome, work: Work, hasIdempotencyKey: Bool = false, attempt: Int, random: Double, now: Double
    ) -> Decision {
        if let reason = refusal(outcome, work, hasIdempotencyKey) { return .stop(reason) }
        guard attempt <= maxRetries else { return .stop(.attemptsUsedUp) }
        if case .refused(_, let headers, _) = outcome, let asked = RetryAfter.seconds(headers, now: now), asked > 0 {
            guard asked <= longestWait else { return .stop(.waitTooLong(seconds: asked)) }
            return .retry(after: .seconds(asked))
        }
        return .retry(after: .seconds(backoff(attempt, random)))
    }

    /// Half of the step is fixed, so that a retry is never immediate, and half is chance, so that callers spread out.
    private func backoff(_ attempt: Int, _ random: Double) -> Double {
        var step = firstBackoff
        for _ in 1..<max(1, attempt) where step < longestBackoff { step *= 2 }
        return min(step, longestBackoff) * (0.5 + 0.5 * random)
    }

    private func refusal(_ outcome: Outcome, _ work: Work, _ hasIdempotencyKey: Bool) -> Reason? {
        switch outcome {
        case .refused(let status, let headers, let kind):
            // An error status means that the provider has not done the work.
            switch headers["x-should-retry"] {
            case "false": return .pointless
            case "true": return nil
            default: break
            }
            if kind == .quota || kind == .endpointMissing { return .pointless }
            let statuses = work == .lasts ? Self.refusedUndone : Self.refused
            return statuses.contains { $0.contains(status) } ? nil : .pointless
        case .failed(let failure):
            switch failure.kind {
            case .connect: return nil
            case .timeout, .reset:
                guard failure.mayHaveBeenSent else { return nil }
                return work == .reads || hasIdempotencyKey || mayBillTwice ? nil : .mayHaveBeenDone
            case .tls, .malformed, .tooLarge, .noKey, .stream, .file: return .pointless
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
