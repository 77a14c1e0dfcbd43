/// Which providers serve a model, and how one is chosen.
public struct RouteEntry: FileGroup {
    /// Name patterns of models; the first route that fits a model is taken.
    public var models: [String] = []
    public var strategy = Strategy.priority
    public var candidates: [RouteCandidate] = []
    /// After this long without an answer a second provider is asked, too; nil: never.
    public var hedgeAfter: Duration?

    /// Creates a route to nowhere.
    public init() {}

    /// How a candidate is chosen among those that are well.
    public enum Strategy: String, CaseIterable, Sendable {
        case priority
        case weighted
        case leastInFlight = "least-in-flight"
        case lowestLatency = "lowest-latency"
        case cheapest
    }

    static let keys: [Key<RouteEntry>] = [
        Key("models", .list(.value(.pattern)), \.models, "Name patterns of the models that it is for.", required: true),
        Key(
            "strategy", .value(.choice), \.strategy,
            "How one of the candidates is chosen; the others follow where it fails."),
        Key("candidates", .list(.group), \.candidates, "Who may answer, in order.", required: true),
        Key(
            "hedge-after", .value(.duration), \.hedgeAfter,
            "Ask a second candidate, too, after this long without an answer; both may be billed."),
    ]

    func check(_ report: inout GroupReport) {
        if strategy != .weighted {
            for index in candidates.indices {
                report.exclude(["candidates[\(index)].weight"], "counts with strategy weighted only")
            }
        }
    }
}

/// A provider on a route.
public struct RouteCandidate: FileGroup {
    public var provider = ""
    /// The model as this provider names it; nil: as it was asked for.
    public var model: String?
    public var weight = 1

    /// Creates an empty candidate.
    public init() {}

    static let keys: [Key<RouteCandidate>] = [
        Key("provider", .value(.name), \.provider, "Name of a provider.", required: true),
        Key("model", .value(.model), \.model, "The model to ask it for; absent: the one that was asked for."),
        Key("weight", .value(.integer(1...1000)), \.weight, "Its share of the calls, with strategy weighted."),
    ]
}

/// What `model: auto` means: a model for each kind of task.
public struct AutoSettings: FileGroup {
    public var simple = ""
    public var standard: String?
    public var complex = ""

    /// Creates a rule without models.
    public init() {}

    static let keys: [Key<AutoSettings>] = [
        Key("simple", .value(.model), \.simple, "For short questions without tools.", required: true),
        Key("standard", .value(.model), \.standard, "For what is neither; absent: the simple one."),
        Key("complex", .value(.model), \.complex, "For long inputs, many tools, code and reasoning.", required: true),
    ]
}

/// When a provider or one of its keys counts as ill.
public struct BreakerSettings: FileGroup {
    public var failures = 5
    public var window = Duration.seconds(30)
    public var coolDown = Duration.seconds(15)

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<BreakerSettings>] = [
        Key("failures", .value(.integer(1...1000)), \.failures, "Failures within the window that open the circuit."),
        Key("window", .value(.duration), \.window, "Time within which they count."),
        Key("cool-down", .value(.duration), \.coolDown, "Time until one call may try again."),
    ]
}
