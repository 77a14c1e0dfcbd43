/// What is looked for in what callers send and in what comes back.
public struct GuardSettings: FileGroup {
    public var input = GuardSide()
    public var output = GuardSide()
    /// Whether what was taken out of a request is put back into its answer.
    public var restores = false
    public var models = AllowDeny()
    public var tools = AllowDeny()
    public var fields = AllowDeny()

    /// Creates settings that look for nothing.
    public init() {}

    static let keys: [Key<GuardSettings>] = [
        Key("input", .group, \.input, "What is sent to a provider."),
        Key("output", .group, \.output, "What comes back."),
        Key(
            "restore", .value(.toggle), \.restores,
            "Whether what was redacted in a request is put back into its answer."),
        Key("models", .group, \.models, "Models that may be used."),
        Key("tools", .group, \.tools, "Tools that may be used."),
        Key("fields", .group, \.fields, "Members of a request that may be used."),
    ]
}

/// What is done with each kind of finding.
public struct GuardSide: FileGroup {
    public var personalData = Action.off
    public var secrets = Action.off
    public var injection = Action.off
    public var moderation = Action.off
    /// Actions for single kinds, such as `email`; they go before the groups.
    public var kinds: [String: Action] = [:]
    /// Largest body, in bytes.
    public var maxSize: Int?

    /// Creates settings that look for nothing.
    public init() {}

    /// What follows from a finding.
    public enum Action: String, CaseIterable, Sendable {
        case off, mark, redact, block
    }

    /// What the guard tells apart.
    public static let kindNames = [
        "email", "phone", "card", "iban", "us-ssn", "uk-nino", "de-tax-id", "api-key", "jwt", "private-key",
        "injection",
    ]

    static let keys: [Key<GuardSide>] = [
        Key("personal-data", .value(.choice), \.personalData, "E-mail, phone, card, IBAN and national ids."),
        Key("secrets", .value(.choice), \.secrets, "Keys and tokens of known shapes."),
        Key("injection", .value(.choice), \.injection, "Orders to a model in text that a tool brought in."),
        Key("moderation", .value(.choice), \.moderation, "What moderation flags; it can be marked or blocked."),
        Key("kinds", .map(.value(.choice)), \.kinds, "Single kinds, such as `email`, other than their group."),
        Key("max-size", .value(.size), \.maxSize, "Largest body."),
    ]

    func check(_ report: inout GroupReport) {
        for name in kinds.keys.sorted() where !Self.kindNames.contains(name) {
            let hint = nearest(to: name, in: Self.kindNames).map { "the nearest is \($0)" }
            report.fail(
                "kinds.\(name)",
                "no kind of finding is called \(quoted(name)); \(hint ?? "there are \(Self.kindNames.joined(separator: ", "))")"
            )
        }
        if moderation == .redact { report.fail("moderation", "a whole text cannot be redacted; use mark or block") }
    }
}

/// Patterns of names that may and may not be used; a denial wins.
public struct AllowDeny: FileGroup {
    public var allow: [String] = []
    public var deny: [String] = []

    /// Creates rules that allow everything.
    public init() {}

    static let keys: [Key<AllowDeny>] = [
        Key("allow", .list(.value(.pattern)), \.allow, "Name patterns of what may be used; absent: all."),
        Key("deny", .list(.value(.pattern)), \.deny, "Name patterns of what may not."),
    ]
}
