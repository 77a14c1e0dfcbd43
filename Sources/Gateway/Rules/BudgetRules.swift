/// What may be spent, and what is done about it.
public struct BudgetRules: Sendable, Hashable {
    /// A call must fit into every budget that is about it.
    public var budgets: [BudgetRule]
    /// Tokens of output that are set aside for a call which does not limit its output; sent as its limit too.
    public var outputCap: Int
    /// Whether a call that costs money and has no known price goes through; it counts as nothing then.
    public var allowsUnpriced: Bool
    /// Whether a call of which nobody knows if it was done (timeout, reset, cancelled) counts as spent in full.
    public var chargesUnknown: Bool
    /// How long money stays set aside for a process that is not heard of any more.
    public var leaseLifetime: Duration

    /// Creates rules.
    public init(
        _ budgets: [BudgetRule] = [], outputCap: Int = 4096, allowsUnpriced: Bool = false, chargesUnknown: Bool = true,
        leaseLifetime: Duration = .seconds(120)
    ) {
        self.budgets = budgets
        self.outputCap = outputCap
        self.allowsUnpriced = allowsUnpriced
        self.chargesUnknown = chargesUnknown
        self.leaseLifetime = leaseLifetime
    }
}

/// One budget.
public struct BudgetRule: Sendable, Hashable {
    /// When a budget begins anew; days and months are those of UTC.
    public enum Period: String, Sendable, Hashable, CaseIterable {
        case day, month
        /// Never.
        case total
    }

    /// Unique among the budgets, and the name under which its spending is kept: a new name begins anew.
    public var name: String
    /// Which calls it is about.
    public var of: CallMatch
    /// What it counts apart; empty: one budget for all.
    public var each: Set<CallFacet>
    public var period: Period
    public var limit: Money
    /// Parts of the limit (0 to 1) past which ``BudgetAlert`` is raised.
    public var alerts: [Double]
    /// Whether calls past the limit are refused; otherwise the budget only raises alerts.
    public var stops: Bool

    /// Creates a budget.
    public init(
        _ name: String, limit: Money, per period: Period, of: CallMatch = .all, each: Set<CallFacet> = [],
        alerts: [Double] = [0.8, 1], stops: Bool = true
    ) {
        self.name = name
        self.of = of
        self.each = each
        self.period = period
        self.limit = limit
        self.alerts = alerts
        self.stops = stops
    }
}

/// Spending has passed a part of a budget; raised once for each part, by each process that notices.
public struct BudgetAlert: Sendable, Hashable {
    /// Name of the budget.
    public let budget: String
    /// What it counts apart, such as `caller=alice`; empty for one that counts all together.
    public let account: String
    /// The part that was passed, 0 to 1.
    public let part: Double
    public let spent: Money
    public let limit: Money
}
