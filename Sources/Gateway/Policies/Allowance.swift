/// What may be sent to one provider: its own limits and those of its models, as configured or as its headers say.
struct Allowance: Sendable {
    /// What a call takes.
    struct Need: Sendable, Equatable {
        var model: String?
        /// Input and output together, as far as can be told beforehand.
        var tokens: Double
    }

    /// Requests and tokens of one scope.
    private struct Buckets {
        var requests: TokenBucket?
        var tokens: TokenBucket?

        func wait(_ need: Need, at now: Double) -> Double {
            max(requests?.wait(at: now) ?? 0, tokens?.wait(for: need.tokens, at: now) ?? 0)
        }

        mutating func take(_ need: Need, at now: Double) {
            _ = requests?.reserve(patience: .infinity, at: now)
            _ = tokens?.reserve(need.tokens, patience: .infinity, at: now)
        }

        mutating func give(back need: Need, at now: Double) {
            requests?.settle(taken: 1, used: 0, at: now)
            tokens?.settle(taken: need.tokens, used: 0, at: now)
        }
    }

    private let limits: ProviderLimits
    private var whole: Buckets
    /// By model, where the configuration or a header limits it.
    private var models: [String: Buckets] = [:]

    init(_ limits: ProviderLimits, at now: Double) {
        self.limits = limits
        whole = Buckets(
            requests: limits.requestsPerMinute.map { TokenBucket(perMinute: $0, at: now) },
            tokens: limits.tokensPerMinute.map { TokenBucket(perMinute: $0, at: now) })
    }

    /// Whether nothing is limited, as far as is known.
    var isUnlimited: Bool {
        whole.requests == nil && whole.tokens == nil && limits.models.isEmpty && models.isEmpty
    }

    /// Takes what a call needs and returns the seconds to wait before it goes; takes nothing where that is longer than
    /// `patience`.
    mutating func reserve(_ need: Need, patience: Double, at now: Double) -> Double {
        if let model = need.model, models[model] == nil, let buckets = configured(model, at: now) {
            keep(buckets, for: model)
        }
        var wait = whole.wait(need, at: now)
        if let model = need.model, let buckets = models[model] { wait = max(wait, buckets.wait(need, at: now)) }
        guard wait <= patience else { return wait }
        whole.take(need, at: now)
        if let model = need.model { models[model]?.take(need, at: now) }
        return wait
    }

    /// Gives back what was reserved for a call that did not go.
    mutating func giveBack(_ need: Need, at now: Double) {
        whole.give(back: need, at: now)
        if let model = need.model { models[model]?.give(back: need, at: now) }
    }

    /// Takes over what the provider says is left. OpenAI and Anthropic count by model.
    mutating func heed(_ headers: RateHeaders, model: String?, at now: Double) {
        guard let model else { return }
        var buckets = models[model] ?? configured(model, at: now) ?? Buckets()
        Self.seed(&buckets.requests, headers.requests, at: now)
        Self.seed(&buckets.tokens, headers.tokens, at: now)
        keep(buckets, for: model)
    }

    private static func seed(_ bucket: inout TokenBucket?, _ window: RateHeaders.Window?, at now: Double) {
        guard let window else { return }
        var known = bucket ?? TokenBucket(perMinute: window.limit, at: now)
        // Those who wait already have taken theirs; the provider has not heard of them yet.
        let debt = min(0, known.available(at: now))
        known.set(level: window.remaining + debt, capacity: window.limit, rate: window.rate, at: now)
        bucket = known
    }

    private func configured(_ model: String, at now: Double) -> Buckets? {
        limits.models.first { $0.models.matches(model) }.map {
            Buckets(
                requests: $0.requestsPerMinute.map { TokenBucket(perMinute: $0, at: now) },
                tokens: $0.tokensPerMinute.map { TokenBucket(perMinute: $0, at: now) })
        }
    }

    /// Names of models are the callers' to choose: there must not be ever more of them.
    private mutating func keep(_ buckets: Buckets, for model: String) {
        if models.count >= Self.mostModels, models[model] == nil { models.removeAll() }
        models[model] = buckets
    }

    private static let mostModels = 512
}
