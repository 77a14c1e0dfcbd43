/// How long a provider may take.
public struct TimeoutSettings: FileGroup {
    public var connect = Duration.seconds(10)
    /// Longest wait without a byte; nil: 30 s, and 600 s for calls known to think long.
    public var idle: Duration?
    /// Bounds the whole request; nil: nothing does.
    public var total: Duration?

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<TimeoutSettings>] = [
        Key("connect", .value(.duration), \.connect, "Longest wait for a connection."),
        Key(
            "idle", .value(.duration), \.idle,
            "Longest wait without a byte; absent: 30s, and 600s for calls known to think long."),
        Key("total", .value(.duration), \.total, "Bounds the whole request; absent: nothing does."),
    ]
}

/// Which endpoints a provider has, as its operator knows it.
public struct CapabilitySettings: FileGroup {
    /// Which server it is; nil: told by the kind.
    public var product: Product?
    public var only: [String] = []
    public var also: [String] = []
    public var except: [String] = []
    /// Whether an endpoint that it answers with 404 is not asked for again for a while.
    public var learns = true

    /// Creates settings with every default.
    public init() {}

    /// Servers whose endpoints are known.
    public enum Product: String, CaseIterable, Sendable {
        case openai, azure, anthropic, embedded, vllm, ollama, lmstudio, llamacpp, litellm, other
    }

    static let keys: [Key<CapabilitySettings>] = [
        Key(
            "product", .value(.choice), \.product, "Which server it is, whose endpoints are known; absent: as its kind."
        ),
        Key("only", .list(.value(.pattern)), \.only, "Name patterns of the endpoints that it has, such as `chat-*`."),
        Key("also", .list(.value(.pattern)), \.also, "Name patterns of endpoints that it has besides."),
        Key("except", .list(.value(.pattern)), \.except, "Name patterns of endpoints that it lacks."),
        Key(
            "learn", .value(.toggle), \.learns,
            "Whether an endpoint that it does not know is left alone for a while."),
    ]
}

/// Prices of some models, in US dollars for a million tokens.
public struct PriceEntry: FileGroup {
    public var models = ""
    public var input = 0.0
    public var output = 0.0
    /// nil: as `input`.
    public var cachedInput: Double?

    /// Creates a price of nothing.
    public init() {}

    static let keys: [Key<PriceEntry>] = [
        Key("models", .value(.pattern), \.models, "Name pattern of the models.", required: true),
        Key("input", .value(.dollars), \.input, "For a million tokens of input.", required: true),
        Key("output", .value(.dollars), \.output, "For a million tokens of output.", required: true),
        Key(
            "cached-input", .value(.dollars), \.cachedInput,
            "For a million tokens of input that it had in its cache; absent: as input."),
    ]
}

/// How much a provider may be sent.
public struct ProviderLimitSettings: FileGroup {
    public var rate = RateSettings()
    public var models: [ModelLimitEntry] = []
    /// How long a call may wait for its turn.
    public var patience = Duration.seconds(30)
    public var heedsHeaders = true

    /// Creates settings without a limit.
    public init() {}

    static let keys: [Key<ProviderLimitSettings>] =
        rateKeys(\.rate.requestsPerMinute, \.rate.tokensPerMinute, \.rate.concurrency) + [
            Key("models", .list(.group), \.models, "Limits of single models within it."),
            Key("patience", .value(.durationOrZero), \.patience, "How long a call may wait for its turn."),
            Key("heed-headers", .value(.toggle), \.heedsHeaders, "Whether its `x-ratelimit-*` headers are heeded."),
        ]
}

/// How much some models of a provider may be sent.
public struct ModelLimitEntry: FileGroup {
    public var models = ""
    public var requestsPerMinute: Int?
    public var tokensPerMinute: Int?

    /// Creates an entry without a limit.
    public init() {}

    static let keys: [Key<ModelLimitEntry>] = [
        Key(
            "models", .value(.pattern), \.models, "Name pattern; each model that fits has these to itself.",
            required: true),
        Key("requests-per-minute", .value(.integer(1...10_000_000)), \.requestsPerMinute, "Calls a minute."),
        Key("tokens-per-minute", .value(.integer(1...10_000_000_000)), \.tokensPerMinute, "Tokens a minute."),
    ]
}
