import Gateway
import Settings

extension GuardRules {
    init(_ settings: GuardSettings) {
        self.init(
            input: SideRules(settings.input), output: SideRules(settings.output), restores: settings.restores,
            access: AccessRules(
                models: NameRules(settings.models), tools: NameRules(settings.tools), fields: NameRules(settings.fields)
            ))
    }
}

extension SideRules {
    /// Groups first, then what is said of single kinds.
    fileprivate init(_ side: GuardSide) {
        self.init(moderation: GuardAction(side.moderation), maxSize: side.maxSize)
        set(GuardAction(side.personalData), for: FindingKind.personalData)
        set(GuardAction(side.secrets), for: FindingKind.secrets)
        set(GuardAction(side.injection), for: [.injection])
        for (name, action) in side.kinds {
            if let kind = FindingKind(rawValue: name) { actions[kind] = GuardAction(action) }
        }
    }
}

extension GuardAction {
    fileprivate init(_ action: GuardSide.Action) { self = GuardAction(rawValue: action.rawValue) ?? .off }
}

extension NameRules {
    fileprivate init(_ rules: AllowDeny) {
        self.init(allow: rules.allow.map { Glob($0) }, deny: rules.deny.map { Glob($0) })
    }
}
