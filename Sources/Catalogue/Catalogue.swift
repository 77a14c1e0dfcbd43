/// Every domain that this build knows, in the order in which it is listed.
public enum Catalogue {
    /// All domains.
    public static let domains: [Domain] = [
        .models, .chat, .responses, .conversations, .embeddings, .moderation, .images, .audio, .files, .vectorStores,
        .assistants, .batches, .fineTuning, .evals, .completions, .realtime, .containers, .skills, .videos, .agents,
        .agentEnvironments, .agentAutomations, .vaults, .chatkit, .live, .webhooks, .safety, .administration,
        .administrationProjects, .administrationProjectMembers, .administrationUsage, .administrationSpend,
        .administrationSecurity, .administrationWorkloadIdentity,
    ]

    /// Every endpoint in the order of its domain.
    public static let endpoints: [Endpoint] = domains.flatMap(\.endpoints)

    /// The endpoint whose tool has this name or alias, or nil.
    public static func endpoint(named name: String) -> Endpoint? { byName[name] }

    private static let byName: [String: Endpoint] = Dictionary(
        endpoints.flatMap { endpoint in ([endpoint.name] + endpoint.aliases).map { ($0, endpoint) } },
        uniquingKeysWith: { first, _ in first })
}
