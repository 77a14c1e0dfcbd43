/// Which providers serve a model, and how one is chosen.
public struct RouteEntry: FileGroup {
    /// Name for messages; nil: its number.
    public var name: String?
    /// Name patterns of models; none: any, and calls without a model.
    public var models: [String] = []
    /// Name patterns of endpoints; none: any.
    public var endpoints: [String] = []
    public var strategy = Strategy.priority
    public var candidates: [RouteCandidate] = []

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
        Key("name", .value(.name), \.name, "Name for messages."),
        Key(
            "models", .list(.value(.pattern)), \.models,
            "Name patterns of models, as callers name them; absent: any, and calls without a model."),
        Key(
            "endpoints", .list(.value(.pattern)), \.endpoints,
            "Name patterns of endpoints, such as `image-*`; absent: any."
        ),
        Key(
            "strategy", .value(.choice), \.strategy,
            "How one of the candidates is chosen; the others follow where it fails."),
        Key("candidates", .list(.group), \.candidates, "Who may answer, in order.", required: true),
    ]

    func check(_ report: inout GroupReport) {
        guard strategy != .weighted else { return }
        for index in candidates.indices {
            report.exclude(["candidates[\(index)].weight"], "counts with strategy weighted only")
        }
    }
}

/// A provider on a route.
public struct RouteCandidate: FileGroup {
    public var provider = ""
    /// The model as this provider names it; nil: as it was asked for.
    public var model: String?
    /// Share among the candidates; 0: only where the others fail.
    public var weight = 1.0

    /// Creates an empty candidate.
    public init() {}

    static let keys: [Key<RouteCandidate>] = [
        Key("provider", .value(.name), \.provider, "Name of a provider.", required: true),
        Key("model", .value(.model), \.model, "The model to ask it for; absent: the one that was asked for."),
        Key(
            "weight", .value(.decimal(0...1000)), \.weight,
            "Its share, with strategy weighted; 0: only where others fail."),
    ]
}

/// What `model: auto` means: a model for each kind of task.
public struct AutoSettings: FileGroup {
    public var simple = ""
    public var standard = ""
    public var complex = ""

    /// Creates a rule without models.
    public init() {}

    static let keys: [Key<AutoSettings>] = [
        Key("simple", .value(.model), \.simple, "For short questions.", required: true),
        Key("standard", .value(.model), \.standard, "For what is neither.", required: true),
        Key("complex", .value(.model), \.complex, "For long input, many tools, or reasoning.", required: true),
    ]
}

/// When a provider or one of its keys is left alone for a while.
public struct BreakerSettings: FileGroup {
    public var failures = 5
    public var window = Duration.seconds(30)
    public var open = Duration.seconds(5)
    public var longestOpen = Duration.seconds(120)

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<BreakerSettings>] = [
        Key(
            "failures", .value(.integer(1...1000)), \.failures,
            "Failures within the window after which it is left alone, if they are half of the calls."),
        Key("window", .value(.duration), \.window, "Time within which they count."),
        Key("open", .value(.duration), \.open, "How long it is left alone at first; each failed trial doubles it."),
        Key("longest-open", .value(.duration), \.longestOpen, "How long at most."),
    ]
}
