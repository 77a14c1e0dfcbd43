/// What one call needs of one limit.
struct Demand: Sendable {
    let rule: LimitRule
    /// Name of the limit and what it counts apart.
    let account: String
    /// What the call is taken to use; corrected when it is known.
    let tokens: Double
}

/// How much of every limit is used, for every account.
struct Meters: Sendable {
    /// Whether a call can go.
    enum Verdict: Sendable, Equatable {
        case go
        /// Nothing but time is needed, in seconds.
        case wait(Double, Demand.Scarce, rule: String)
        /// A call under way must end first.
        case busy(rule: String)
    }

    private struct Meter {
        var requests: TokenBucket?
        var tokens: TokenBucket?
        var underWay = 0

        func isIdle(at now: Double) -> Bool {
            underWay == 0 && [requests, tokens].allSatisfy { $0.map { $0.available(at: now) >= $0.capacity } ?? true }
        }
    }

    /// Above so many, those are forgotten that have nothing to remember.
    private static let many = 8_192

    private var meters: [String: Meter] = [:]

    /// Whether a call can go now.
    mutating func check(_ demands: [Demand], at now: Double) -> Verdict {
        var verdict = Verdict.go
        for demand in demands {
            prepare(demand, at: now)
            guard let meter = meters[demand.account] else { continue }
            if let most = demand.rule.concurrent, meter.underWay >= most { return .busy(rule: demand.rule.name) }
            let waits = [
                (meter.requests?.wait(for: 1, at: now) ?? 0, Demand.Scarce.requests),
                (meter.tokens?.wait(for: demand.tokens, at: now) ?? 0, .tokens),
            ]
            for (wait, scarce) in waits where wait > 0 {
                if case .wait(let longest, _, _) = verdict, longest >= wait { continue }
                verdict = .wait(wait, scarce, rule: demand.rule.name)
            }
        }
        return verdict
    }

    /// Takes what a call needs that may go.
    mutating func take(_ demands: [Demand], at now: Double) {
        for demand in demands {
            _ = meters[demand.account]?.requests?.take(1, at: now)
            _ = meters[demand.account]?.tokens?.take(demand.tokens, at: now)
            meters[demand.account]?.underWay += 1
        }
    }

    /// A call has ended; `tokens` is what it used, nil if nobody knows.
    mutating func leave(_ demands: [Demand], tokens: Double?, at now: Double) {
        for demand in demands {
            guard let meter = meters[demand.account] else { continue }
            meters[demand.account]?.underWay = max(0, meter.underWay - 1)
            if let tokens {
                meters[demand.account]?.tokens?.settle(taken: demand.tokens, used: tokens, at: now)
            }
        }
    }

    /// Makes a meter that is not there, or whose limit is another one now.
    private mutating func prepare(_ demand: Demand, at now: Double) {
        let rule = demand.rule
        var meter = meters[demand.account] ?? Meter()
        let isKnown = meters[demand.account] != nil
        let rates = (rule.requestsPerMinute.map(Double.init), rule.tokensPerMinute.map(Double.init))
        let isSame = meter.requests?.capacity == rates.0 && meter.tokens?.capacity == rates.1
        if isKnown, isSame { return }
        if meter.requests?.capacity != rates.0 { meter.requests = rates.0.map { TokenBucket(perMinute: $0, at: now) } }
        if meter.tokens?.capacity != rates.1 { meter.tokens = rates.1.map { TokenBucket(perMinute: $0, at: now) } }
        if !isKnown, meters.count >= Self.many { meters = meters.filter { !$0.value.isIdle(at: now) } }
        meters[demand.account] = meter
    }
}

extension Demand {
    /// What there is too little of.
    enum Scarce: String, Sendable {
        case requests, tokens
    }
}
