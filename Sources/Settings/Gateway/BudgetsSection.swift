/// What may be spent, and what is done about it.
public struct BudgetsSection: FileGroup {
    public var rules: [BudgetEntry] = []
    /// Tokens set aside for a call that does not limit its output.
    public var outputCap = 4096
    public var allowsUnpriced = false
    public var chargesUnknown = true
    public var webhook: SecretSource?

    /// Creates a section without a budget.
    public init() {}

    static let keys: [Key<BudgetsSection>] = [
        Key("rules", .list(.group), \.rules, "Budgets; a call must fit into every one that is about it."),
        Key(
            "output-cap", .value(.integer(1...10_000_000)), \.outputCap,
            "Tokens set aside for a call that does not limit its output; sent as its limit, too."),
        Key(
            "allow-unpriced", .value(.toggle), \.allowsUnpriced,
            "Whether a call goes through that costs money and has no known price."),
        Key(
            "charge-unknown", .value(.toggle), \.chargesUnknown,
            "Whether a call counts as spent of which nobody knows if it was done."),
        Key(
            "webhook", .value(.webhook, isSecret: true), \.webhook,
            "URL to which each alert is posted as JSON: `env:NAME`, `file:PATH`, or the URL itself."),
    ]
}

/// One budget.
public struct BudgetEntry: FileGroup {
    public var name = ""
    public var caller: String?
    public var server: String?
    public var tool: String?
    public var model: String?
    /// What it counts apart; none: all together have one.
    public var each: [CallFacetName] = []
    public var period = Period.month
    /// US dollars.
    public var limit = 0.0
    /// Per cent of the limit past which somebody is told.
    public var alerts = [80, 100]
    public var stops = true

    /// Creates a budget of nothing.
    public init() {}

    /// When it begins anew, UTC.
    public enum Period: String, CaseIterable, Sendable {
        case day, month, total
    }

    static let keys: [Key<BudgetEntry>] =
        [Key("name", .value(.name), \.name, "Name under which its spending is kept.", required: true)]
        + filterKeys(\.caller, \.server, \.tool, \.model) + [
            Key(
                "each", .list(.value(.choice)), \.each,
                "What has the amount to itself: `each: [caller]`; absent: all share it."),
            Key("period", .value(.choice), \.period, "When it begins anew, by UTC; `total`: never."),
            Key("limit", .value(.dollars), \.limit, "US dollars.", required: true),
            Key("alerts", .list(.value(.integer(1...100))), \.alerts, "Per cent of it past which somebody is told."),
            Key("stop", .value(.toggle), \.stops, "Whether calls past it are refused."),
        ]
}
