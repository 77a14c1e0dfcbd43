/// How much callers may do, and who waits where that is not enough.
public struct LimitRules: Sendable, Hashable {
    /// A call must keep to every rule that is about it.
    public var rules: [LimitRule]
    /// Calls that may wait at one time, of all callers together; 0: what does not fit is refused at once.
    public var queue: Int
    /// Calls of one caller among them.
    public var queuePerCaller: Int
    /// Longest wait in the queue; a call that would wait longer is refused at once.
    public var patience: Duration

    /// Creates limits.
    public init(
        _ rules: [LimitRule] = [], queue: Int = 0, queuePerCaller: Int = 16, patience: Duration = .seconds(30)
    ) {
        self.rules = rules
        self.queue = queue
        self.queuePerCaller = queuePerCaller
        self.patience = patience
    }
}

/// One limit.
public struct LimitRule: Sendable, Hashable {
    /// Unique among the rules; stands in the error.
    public var name: String
    /// Which calls it is about.
    public var of: CallMatch
    /// What it counts apart; empty: one count for all.
    public var each: Set<CallFacet>
    /// Requests a minute; as many may come at once. Nil: any number.
    public var requestsPerMinute: Int?
    /// Tokens a minute, input and output; as many may come at once. Nil: any number.
    ///
    /// What a call will need is estimated (a quarter of its bytes, and the output limit that it states), and corrected
    /// once its answer says what it used.
    public var tokensPerMinute: Int?
    /// Calls under way at one time. Nil: any number.
    public var concurrent: Int?

    /// Creates a limit.
    public init(
        _ name: String, of: CallMatch = .all, each: Set<CallFacet> = [.caller], requestsPerMinute: Int? = nil,
        tokensPerMinute: Int? = nil, concurrent: Int? = nil
    ) {
        self.name = name
        self.of = of
        self.each = each
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.concurrent = concurrent
    }
}
