/// What a rule may count apart: one count for each caller, say, instead of one for all.
public enum CallFacetName: String, CaseIterable, Sendable {
    case caller, server, model
}

extension FileGroup {
    /// The keys that say which calls a rule is about.
    static func filterKeys(
        _ caller: any WritableKeyPath<Self, String?> & Sendable,
        _ server: any WritableKeyPath<Self, String?> & Sendable,
        _ tool: any WritableKeyPath<Self, String?> & Sendable, _ model: any WritableKeyPath<Self, String?> & Sendable
    ) -> [Key<Self>] {
        [
            Key("caller", .value(.pattern), caller, "Name pattern of the callers that it is about; absent: all."),
            Key("server", .value(.pattern), server, "Name pattern of the servers."),
            Key("tool", .value(.pattern), tool, "Name pattern of the tools."),
            Key("model", .value(.pattern), model, "Name pattern of the models; calls without a model do not fit."),
        ]
    }
}
