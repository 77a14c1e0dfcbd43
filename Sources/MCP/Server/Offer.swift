import JSON

/// What a server has beside tools. The methods that it answers and the capabilities that it declares follow from it.
struct Offer: Sendable {
    let hasResources: Bool
    let hasPrompts: Bool
    let hasCompletions: Bool

    /// Whether the server answers a method in a revision.
    func answers(_ method: Method, in revision: Revision) -> Bool {
        switch method {
        case .callTool, .listTools: true
        case .initialize, .ping: !revision.isStateless
        case .discover: revision.isStateless
        case .listResources, .listTemplates, .readResource: hasResources
        case .listPrompts, .getPrompt: hasPrompts
        case .complete: hasCompletions
        }
    }

    /// The capabilities as a revision names them.
    func capabilities(in revision: Revision) -> JSONValue {
        var members = [JSONValue.Member("tools", [:])]
        if hasResources { members.append(.init("resources", [:])) }
        if hasPrompts { members.append(.init("prompts", [:])) }
        if hasCompletions, revision.hasCompletionCapability { members.append(.init("completions", [:])) }
        return .object(members)
    }

    /// The error for a method that the server does not answer.
    func refusal(of method: String, in revision: Revision) -> ProtocolError {
        let known = Method.allCases.filter { answers($0, in: revision) }.map(\.rawValue).joined(separator: ", ")
        return ProtocolError(
            .methodNotFound, "Unknown method \(method.debugDescription); this server answers \(known).",
            envelope: revision.isStateless)
    }
}
