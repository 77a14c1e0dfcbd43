/// How much may be asked for, and who waits where that is not enough.
public struct LimitsSection: FileGroup {
    public var rules: [LimitEntry] = []
    /// Calls that may wait, of all callers together.
    public var queue = 0
    public var queuePerCaller = 16
    /// Longest wait in the queue.
    public var patience = Duration.seconds(30)

    /// Creates a section without a limit.
    public init() {}

    static let keys: [Key<LimitsSection>] = [
        Key("rules", .list(.group), \.rules, "Limits; a call must keep to every one that is about it."),
        Key(
            "queue", .value(.integer(0...100_000)), \.queue,
            "Calls that may wait for their turn, of all callers together; 0: what does not fit is refused at once."),
        Key("queue-per-caller", .value(.integer(1...100_000)), \.queuePerCaller, "Calls of one caller among them."),
        Key(
            "patience", .value(.duration), \.patience, "Longest wait; a call that would wait longer is refused at once."
        ),
    ]
}

/// One limit.
public struct LimitEntry: FileGroup {
    public var name = ""
    public var caller: String?
    public var server: String?
    public var tool: String?
    public var model: String?
    /// What it counts apart; none: one count for all.
    public var each: [CallFacetName] = [.caller]
    public var rate = RateSettings()

    /// Creates an entry that limits nothing.
    public init() {}

    static let keys: [Key<LimitEntry>] =
        [Key("name", .value(.name), \.name, "Name for the error and the log.", required: true)]
        + filterKeys(\.caller, \.server, \.tool, \.model) + [
            Key(
                "each", .list(.value(.choice)), \.each,
                "What is counted apart: `each: [caller, model]`; `[]`: one count for all.")
        ] + rateKeys(\.rate.requestsPerMinute, \.rate.tokensPerMinute, \.rate.concurrency)

    func check(_ report: inout GroupReport) {
        if rate.isEmpty {
            report.fail("name", "limits nothing; give requests-per-minute, tokens-per-minute or concurrency")
        }
    }
}

/// How much may be asked for.
public struct RateSettings: FileGroup, Equatable {
    public var requestsPerMinute: Int?
    public var tokensPerMinute: Int?
    /// Calls at once.
    public var concurrency: Int?

    /// Creates settings without a limit.
    public init() {}

    /// Whether nothing is limited.
    public var isEmpty: Bool { self == RateSettings() }

    static let keys = rateKeys(\.requestsPerMinute, \.tokensPerMinute, \.concurrency)
}

extension FileGroup {
    /// The keys of a rate, wherever a group has it.
    static func rateKeys(
        _ requests: any WritableKeyPath<Self, Int?> & Sendable, _ tokens: any WritableKeyPath<Self, Int?> & Sendable,
        _ concurrency: any WritableKeyPath<Self, Int?> & Sendable
    ) -> [Key<Self>] {
        [
            Key(
                "requests-per-minute", .value(.integer(1...10_000_000)), requests,
                "Calls a minute; as many may come at once."),
            Key(
                "tokens-per-minute", .value(.integer(1...10_000_000_000)), tokens,
                "Tokens a minute, of input and output."),
            Key("concurrency", .value(.integer(1...100_000)), concurrency, "Calls under way at one time."),
        ]
    }
}
