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

/// Which endpoints a provider has.
public struct CapabilitySettings: FileGroup {
    /// Name patterns of endpoints that it has, whatever the built-in table says.
    public var has: [String] = []
    /// Name patterns of endpoints that it lacks.
    public var lacks: [String] = []
    /// Whether it is asked for its models at start.
    public var isProbed = false

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<CapabilitySettings>] = [
        Key("has", .list(.value(.pattern)), \.has, "Name patterns of endpoints that it has, such as `image-*`."),
        Key("lacks", .list(.value(.pattern)), \.lacks, "Name patterns of endpoints that it lacks."),
        Key("probe", .value(.toggle), \.isProbed, "Whether it is asked at start what it has."),
    ]
}

/// Prices of a model, in US dollars.
public struct PriceSettings: FileGroup {
    /// For a million tokens.
    public var input: Double?
    public var cachedInput: Double?
    public var output: Double?
    /// For one call, beside the tokens.
    public var request: Double?

    /// Creates prices of which nothing is known.
    public init() {}

    static let keys: [Key<PriceSettings>] = [
        Key("input", .value(.dollars), \.input, "For a million tokens of input."),
        Key("cached-input", .value(.dollars), \.cachedInput, "For a million tokens of input that it had in its cache."),
        Key("output", .value(.dollars), \.output, "For a million tokens of output."),
        Key("request", .value(.dollars), \.request, "For one call, beside the tokens."),
    ]
}

/// How much may be asked for.
public struct RateSettings: FileGroup {
    public var requestsPerMinute: Int?
    public var tokensPerMinute: Int?
    /// Calls at once.
    public var concurrency: Int?

    /// Creates settings without a limit.
    public init() {}

    static let keys: [Key<RateSettings>] = [
        Key("requests-per-minute", .value(.integer(1...10_000_000)), \.requestsPerMinute, "Calls a minute."),
        Key(
            "tokens-per-minute", .value(.integer(1...10_000_000_000)), \.tokensPerMinute,
            "Tokens a minute, of input and output."),
        Key("concurrency", .value(.integer(1...100_000)), \.concurrency, "Calls at once."),
    ]
}
