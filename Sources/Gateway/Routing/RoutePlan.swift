import Catalogue

/// Which calls go to which providers, as the operator writes it down.
///
/// A call is matched by the model that it names, after aliases: the first route that fits decides. A call that no route
/// takes goes to the first provider whose `models` have its model. A call that names no model concerns something that
/// lies at a provider, and goes to the first provider that has its endpoint.
public struct RoutePlan: Sendable {
    /// In order; the first that fits counts.
    public var routes: [Route]
    /// Models by other names: a caller says `fast` and means `gpt-5.6-luna`.
    public var aliases: [String: String]
    /// What `model: auto` stands for; nil: nothing, the name is sent as it is.
    public var auto: AutoModels?
    public var breaker: BreakerLimits

    /// Creates a plan.
    public init(
        routes: [Route] = [], aliases: [String: String] = [:], auto: AutoModels? = nil,
        breaker: BreakerLimits = BreakerLimits()
    ) {
        self.routes = routes
        self.aliases = aliases
        self.auto = auto
        self.breaker = breaker
    }
}

/// Providers that can serve the same calls, and how one of them is chosen.
public struct Route: Sendable {
    /// Name for messages.
    public var name: String
    /// Patterns of models, as the caller names them; empty: any, and calls without a model too.
    public var models: [Glob]
    /// Patterns of names of endpoints (`chat-completion-create`); empty: any.
    public var endpoints: [Glob]
    public var targets: [Target]
    public var strategy: Strategy

    /// Creates a route.
    public init(
        name: String, models: [Glob] = [], endpoints: [Glob] = [], targets: [Target], strategy: Strategy = .priority
    ) {
        self.name = name
        self.models = models
        self.endpoints = endpoints
        self.targets = targets
        self.strategy = strategy
    }

    /// One provider of a route.
    public struct Target: Sendable, Hashable {
        /// Name of the provider.
        public var provider: String
        /// The model to ask it for; nil: the one that the call names.
        public var model: String?
        /// Share among the targets of a weighted route; 0: only when the others fail.
        public var weight: Double

        /// Creates a target.
        public init(_ provider: String, model: String? = nil, weight: Double = 1) {
            self.provider = provider
            self.model = model
            self.weight = weight
        }
    }

    /// How a target is chosen; the others, in the order that the strategy gives, are for failover.
    public enum Strategy: String, Sendable, Hashable, CaseIterable {
        /// The first that is healthy.
        case priority
        /// By chance, as the weights say.
        case weighted
        /// The one with the fewest calls under way.
        case leastInFlight = "least-in-flight"
        /// The one that has lately answered soonest.
        case lowestLatency = "lowest-latency"
        /// The one whose model costs least; one of unknown price comes last.
        case cheapest
    }
}

/// What `model: auto` stands for, by how hard the task looks (see ``Complexity``).
public struct AutoModels: Sendable, Hashable {
    public var simple: String
    public var standard: String
    public var complex: String

    /// Creates a choice of models.
    public init(simple: String, standard: String, complex: String) {
        self.simple = simple
        self.standard = standard
        self.complex = complex
    }

    /// OpenAI's three tiers.
    public static let openai = AutoModels(
        simple: Models.tiers.simple, standard: Models.tiers.standard, complex: Models.tiers.complex)
}

/// When a provider, or a key, is left alone for a while.
public struct BreakerLimits: Sendable, Hashable {
    /// Failures within ``window`` that open it, if they are at least half of the calls.
    public var failures: Int
    /// Seconds that count.
    public var window: Double
    /// Seconds that it stays open at first; each failed trial doubles them up to ``longestOpen``.
    public var open: Double
    public var longestOpen: Double

    /// Creates limits.
    public init(failures: Int = 5, window: Double = 30, open: Double = 5, longestOpen: Double = 120) {
        self.failures = failures
        self.window = window
        self.open = open
        self.longestOpen = longestOpen
    }
}
