/// What the guard looks for in what callers send and in what comes back, and what it does then.
///
/// Nothing is looked for unless a rule says so.
public struct GuardRules: Sendable, Hashable {
    /// Rules for what goes to the provider.
    public var input: SideRules
    /// Rules for what comes back.
    public var output: SideRules
    /// Whether a redaction of the input is undone in the answer: the provider sees `<email-1>`, the caller the address.
    ///
    /// Placeholders belong to one call. Without it, `[email]` stands where something was, and nothing brings it back.
    public var restores: Bool
    /// Models, tools and fields that may be used.
    public var access: AccessRules

    /// Creates rules; without arguments nothing is looked for.
    public init(
        input: SideRules = SideRules(), output: SideRules = SideRules(), restores: Bool = false,
        access: AccessRules = AccessRules()
    ) {
        self.input = input
        self.output = output
        self.restores = restores
        self.access = access
    }

    /// Whether no rule asks for anything, so that the stage can be left out.
    public var isEmpty: Bool { input.isEmpty && output.isEmpty && access.isEmpty }

    /// What makes no sense about the rules, each as a sentence after the path of the rule: `input.moderation: ...`.
    public var problems: [String] {
        input.problems.map { "input.\($0)" } + output.problems.map { "output.\($0)" }
    }
}

/// What is done where a rule finds something.
public enum GuardAction: String, Sendable, Hashable, CaseIterable {
    /// It is not looked for.
    case off
    /// The call goes on, and the result's notes say what was found and where.
    case mark
    /// It is taken out, and the call goes on.
    case redact
    /// The call ends with an error that says what was found and where, but not the value.
    case block
}

/// Rules for one direction.
public struct SideRules: Sendable, Hashable {
    /// What is done with each kind of finding; a kind that is not named is not looked for.
    public var actions: [FindingKind: GuardAction]
    /// What is done with text that moderation flags: off, mark or block, since no part of it could be taken out.
    public var moderation: GuardAction
    /// Most bytes of one request's or answer's body; nil: as the rest of the gateway allows. Files on disk do not count.
    public var maxSize: Int?

    /// Creates rules for one direction.
    public init(
        actions: [FindingKind: GuardAction] = [:], moderation: GuardAction = .off, maxSize: Int? = nil
    ) {
        self.actions = actions
        self.moderation = moderation
        self.maxSize = maxSize
    }

    /// The same action for several kinds, such as ``FindingKind/personalData``.
    public mutating func set(_ action: GuardAction, for kinds: [FindingKind]) {
        for kind in kinds { actions[kind] = action }
    }

    /// What is done with a kind.
    public subscript(kind: FindingKind) -> GuardAction { actions[kind] ?? .off }

    /// Whether nothing is asked for.
    public var isEmpty: Bool { kinds.isEmpty && moderation == .off && maxSize == nil }

    /// Kinds that are looked for.
    var kinds: Set<FindingKind> { Set(actions.filter { $0.value != .off }.keys) }

    var problems: [String] {
        var problems: [String] = []
        if moderation == .redact { problems.append("moderation: a whole text cannot be redacted, use mark or block") }
        if let maxSize, maxSize <= 0 {
            problems.append("max-size: must be at least one byte, leave it out for no limit")
        }
        return problems
    }
}

/// Which models, tools and fields calls may use.
public struct AccessRules: Sendable, Hashable {
    /// Model ids as they stand in the request.
    public var models: NameRules
    /// Names of tools, as of the endpoint that a call resolves to.
    public var tools: NameRules
    /// Members of a request's body, such as `tools` or `metadata`; an allow list must name all that calls need.
    public var fields: NameRules

    /// Creates rules; without arguments everything may be used.
    public init(
        models: NameRules = NameRules(), tools: NameRules = NameRules(), fields: NameRules = NameRules()
    ) {
        self.models = models
        self.tools = tools
        self.fields = fields
    }

    var isEmpty: Bool { models.isEmpty && tools.isEmpty && fields.isEmpty }
}

/// Patterns of names that may and may not be used; a denial wins.
public struct NameRules: Sendable, Hashable {
    /// What may be used; empty: all.
    public var allow: [Glob]
    /// What may not.
    public var deny: [Glob]

    /// Creates rules; without arguments every name may be used.
    public init(allow: [Glob] = [], deny: [Glob] = []) {
        self.allow = allow
        self.deny = deny
    }

    var isEmpty: Bool { allow.isEmpty && deny.isEmpty }

    func permits(_ name: String) -> Bool {
        (allow.isEmpty || allow.contains { $0.matches(name) }) && !deny.contains { $0.matches(name) }
    }
}
