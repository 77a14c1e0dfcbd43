/// The structured part of the configuration: who is called, by whom, for how much, and what happens on the way.
public struct GatewaySettings: FileGroup {
    public var providers: [ProviderEntry] = []
    /// Other names of models.
    public var aliases: [String: String] = [:]
    public var routes: [RouteEntry] = []
    /// What `model: auto` means; nil: nothing.
    public var auto: AutoSettings?
    public var breaker = BreakerSettings()
    public var callers: [CallerEntry] = []
    public var access = AccessSettings()
    public var limits = LimitsSection()
    public var budgets = BudgetsSection()
    public var cache = CacheSection()
    public var batching = BatchingSection()
    public var `guard` = GuardSettings()
    public var transforms: [TransformEntry] = []
    public var virtualTools: [VirtualToolEntry] = []
    public var ledger = LedgerSection()

    /// Creates a configuration without any of it.
    public init() {}

    static let keys: [Key<GatewaySettings>] = [
        Key("providers", .list(.group), \.providers, "Who answers; absent: the one that `provider` describes."),
        Key("aliases", .map(.value(.model)), \.aliases, "Other names of models: `fast: gpt-5-mini`."),
        Key(
            "routes", .list(.group), \.routes,
            "Which providers serve a model; a model on no route goes to the first provider that serves it."),
        Key(
            "auto", .group, \.auto,
            "What `model: auto` means; absent: today's models of OpenAI where that is asked first."),
        Key("breaker", .group, \.breaker, "When a provider counts as ill and is passed over."),
        Key("callers", .list(.group), \.callers, "Who may call over HTTP, and what they may use."),
        Key("access", .group, \.access, "How callers are known beside their keys."),
        Key("limits", .group(beside: SettingsTable.keys(of: "limits")), \.limits, "How much may be asked for."),
        Key("budgets", .group, \.budgets, "What may be spent."),
        Key("cache", .group(beside: SettingsTable.keys(of: "cache")), \.cache, "What is kept of answers."),
        Key("batching", .group, \.batching, "Calls that travel together."),
        Key("guard", .group, \.guard, "What is looked for in what is sent and what comes back."),
        Key("transforms", .list(.group), \.transforms, "What is changed in requests and answers."),
        Key("virtual-tools", .list(.group), \.virtualTools, "Tools of your own."),
        Key("ledger", .group, \.ledger, "What is written down of each call; kept for `storage.keep-records` days."),
    ]

    func check(_ report: inout GroupReport) {
        checkNames(&report)
        checkRoutes(&report)
        checkCallerKeys(&report)
    }
}
