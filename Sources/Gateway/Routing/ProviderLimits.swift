/// How much may be sent to a provider; what is nil is not limited, except as its own headers say.
public struct ProviderLimits: Sendable, Equatable {
    public var requestsPerMinute: Double?
    /// Input and output together.
    public var tokensPerMinute: Double?
    /// Requests under way at once; a stream is under way until it ends.
    public var concurrency: Int?
    /// Limits of single models, by pattern; each model that fits has its own allowance within that of the provider.
    public var models: [ModelLimits]
    /// How long a call may wait for its turn before it is refused.
    public var patience: Duration
    /// Whether `x-ratelimit-*` headers of answers are heeded.
    public var heedsHeaders: Bool

    /// Creates limits.
    public init(
        requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil, concurrency: Int? = nil,
        models: [ModelLimits] = [], patience: Duration = .seconds(30), heedsHeaders: Bool = true
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.concurrency = concurrency
        self.models = models
        self.patience = patience
        self.heedsHeaders = heedsHeaders
    }
}

/// How much may be sent to the models of a pattern.
public struct ModelLimits: Sendable, Equatable {
    public var models: Glob
    public var requestsPerMinute: Double?
    public var tokensPerMinute: Double?

    /// Creates limits of models.
    public init(_ models: Glob, requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil) {
        self.models = models
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
    }
}
