/// How much may be asked for, and what happens to what comes on top.
public struct LimitRules: FileGroup {
    public var rules: [LimitRule] = []
    public var queue = QueueSettings()

    /// Creates settings without a rule.
    public init() {}

    static let keys: [Key<LimitRules>] = [
        Key("rules", .list(.group), \.rules, "Limits for callers, servers, providers and models; all that fit hold."),
        Key("queue", .group, \.queue, "What happens to calls that are over a limit."),
    ]
}

/// A limit for whatever it fits.
public struct LimitRule: FileGroup {
    /// What each has a share of its own; nil: all together have one.
    public var per: Scope?
    public var callers: [String] = []
    public var servers: [String] = []
    public var providers: [String] = []
    public var models: [String] = []
    public var requestsPerMinute: Int?
    public var tokensPerMinute: Int?
    public var concurrency: Int?

    /// Creates a rule without a limit.
    public init() {}

    /// What a limit is counted for.
    public enum Scope: String, CaseIterable, Sendable {
        case caller, server, provider, model
    }

    static let keys: [Key<LimitRule>] = [
        Key("per", .value(.choice), \.per, "Each of these has the limit to itself; absent: they share it."),
        Key("callers", .list(.value(.pattern)), \.callers, "Callers that it is for; absent: all."),
        Key("servers", .list(.value(.pattern)), \.servers, "Servers that it is for; absent: all."),
        Key("providers", .list(.value(.pattern)), \.providers, "Providers that it is for; absent: all."),
        Key("models", .list(.value(.pattern)), \.models, "Models that it is for; absent: all."),
        Key("requests-per-minute", .value(.integer(1...10_000_000)), \.requestsPerMinute, "Calls a minute."),
        Key("tokens-per-minute", .value(.integer(1...10_000_000_000)), \.tokensPerMinute, "Tokens a minute."),
        Key("concurrency", .value(.integer(1...100_000)), \.concurrency, "Calls at once."),
    ]

    func check(_ report: inout GroupReport) {
        if !["requests-per-minute", "tokens-per-minute", "concurrency"].contains(where: report.has) {
            report.fail("", "limits nothing; give requests-per-minute, tokens-per-minute or concurrency")
        }
    }
}

/// Calls that wait for their turn.
public struct QueueSettings: FileGroup {
    public var length = 64
    public var wait = Duration.seconds(20)

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<QueueSettings>] = [
        Key("length", .value(.integer(0...100_000)), \.length, "Calls that may wait; 0: none does."),
        Key("wait", .value(.durationOrZero), \.wait, "Longest time that a call waits."),
    ]
}

/// What may be spent.
public struct BudgetEntry: FileGroup {
    public var name = ""
    /// Each of these has the amount to itself; none: all together have one.
    public var per: [Scope] = []
    public var callers: [String] = []
    public var servers: [String] = []
    public var models: [String] = []
    public var period = Period.month
    /// US dollars.
    public var amount = 0.0
    /// Per cent of the amount at which somebody is told.
    public var alertAt = 80
    /// Whether calls over the amount are refused.
    public var stops = true
    /// Told of the alert and of the stop.
    public var webhook: BaseURL?

    /// Creates a budget of nothing.
    public init() {}

    /// What a budget is counted for.
    public enum Scope: String, CaseIterable, Sendable {
        case caller, server, model
    }

    /// When it begins anew, UTC.
    public enum Period: String, CaseIterable, Sendable {
        case day, month
    }

    static let keys: [Key<BudgetEntry>] = [
        Key("name", .value(.name), \.name, "Name for alerts, errors and tables.", required: true),
        Key("per", .list(.value(.choice)), \.per, "Each of these has the amount to itself; absent: they share it."),
        Key("callers", .list(.value(.pattern)), \.callers, "Callers that it is for; absent: all."),
        Key("servers", .list(.value(.pattern)), \.servers, "Servers that it is for; absent: all."),
        Key("models", .list(.value(.pattern)), \.models, "Models that it is for; absent: all."),
        Key("period", .value(.choice), \.period, "When it begins anew, by UTC."),
        Key("amount", .value(.dollars), \.amount, "US dollars.", required: true),
        Key(
            "alert-at", .value(.integer(1...100)), \.alertAt,
            "Per cent of it at which the log and the webhook are told."),
        Key("stop", .value(.toggle), \.stops, "Whether calls over it are refused."),
        Key("webhook", .value(.baseURL), \.webhook, "URL that is told of the alert and of the stop."),
    ]
}

/// What is kept of answers.
public struct CacheSettings: FileGroup {
    /// Room in bytes; the oldest go first.
    public var size = 64 << 20
    /// Name patterns of endpoints whose answers are kept even if they are not deterministic.
    public var endpoints: [String] = []
    /// How long past its time an answer may be served while the provider is down.
    public var stale = Duration.zero
    public var isPersistent = false
    public var semantic: SemanticCacheSettings?

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<CacheSettings>] = [
        Key("size", .value(.size), \.size, "Room for answers; what was not used for longest goes first."),
        Key(
            "endpoints", .list(.value(.pattern)), \.endpoints,
            "Name patterns of endpoints whose answers are kept even if the same call could be answered otherwise."),
        Key(
            "stale", .value(.durationOrZero), \.stale,
            "How long past its time an answer may be served while the provider is down."),
        Key("persist", .value(.toggle), \.isPersistent, "Whether answers are kept in the data folder, too."),
        Key("semantic", .group, \.semantic, "Serve the answer to a question that means the same; absent: off."),
    ]
}

/// A cache by meaning.
public struct SemanticCacheSettings: FileGroup {
    public var model = "text-embedding-3-small"
    /// Cosine similarity from which two questions count as one.
    public var similarity = 0.97

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<SemanticCacheSettings>] = [
        Key("model", .value(.model), \.model, "Model that makes the vectors."),
        Key(
            "similarity", .value(.decimal(0.5...1)), \.similarity, "Cosine from which two questions count as the same."),
    ]
}

/// Calls that travel together.
public struct BatchingSettings: FileGroup {
    /// How long the first call waits for others; zero: not at all.
    public var window = Duration.zero
    /// Most inputs in one request.
    public var maxInputs = 256

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<BatchingSettings>] = [
        Key(
            "window", .value(.durationOrZero), \.window,
            "How long a call for embeddings or moderation waits for others to join it; 0: off."),
        Key("max-inputs", .value(.integer(2...2048)), \.maxInputs, "Most inputs in one request."),
    ]
}

/// What is written down of each call.
public struct LedgerSettings: FileGroup {
    public var keepsBodies = false
    /// File of JSON lines; nil: none.
    public var auditFile: String?

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<LedgerSettings>] = [
        Key("bodies", .value(.toggle), \.keepsBodies, "Whether requests and answers are kept, too, without keys."),
        Key("audit-file", .value(.path), \.auditFile, "File to which each record is written as a line of JSON."),
    ]
}
