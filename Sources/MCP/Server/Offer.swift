import JSON

/// What a server has beside tools. The methods that it answers and the capabilities that it declares follow from it.
struct Offer: Sendable {
    let hasResources: Bool
    let hasPrompts: Bool
    let hasCompletions: Bool
    let features: Features

    var announcesTools: Bool { features.announcesChanges }
    var announcesPrompts: Bool { features.announcesChanges && hasPrompts }
    var announcesResources: Bool { features.announcesChanges && hasResources }
    private var canBeListenedTo: Bool {
        features.announcesChanges || features.resourcesCanBeFollowed || features.tasks != nil
    }

    /// Whether the server answers a method in a revision.
    func answers(_ method: Method, in revision: Revision) -> Bool {
        switch method {
        case .callTool, .listTools: true
        case .initialize, .ping: !revision.isStateless
        case .discover: revision.isStateless
        case .listResources, .listTemplates, .readResource: hasResources
        case .subscribeResource, .unsubscribeResource:
            hasResources && features.resourcesCanBeFollowed && !revision.isStateless
        case .listPrompts, .getPrompt: hasPrompts
        case .complete: hasCompletions
        case .setLogLevel: features.logs && !revision.isStateless
        case .listen: canBeListenedTo && revision.isStateless
        case .getTask, .cancelTask: features.tasks != nil && revision.hasTasks
        case .taskResult, .listTasks: features.tasks != nil && revision.hasTaskParameter
        case .updateTask: features.tasks != nil && revision.hasTasks && revision.isStateless
        }
    }

    /// The capabilities as a revision names them.
    func capabilities(in revision: Revision) -> JSONValue {
        func changing(_ isAnnounced: Bool) -> [JSONValue.Member] { isAnnounced ? [.init("listChanged", true)] : [] }
        var members = [JSONValue.Member("tools", .object(changing(announcesTools)))]
        if hasResources {
            let following = features.resourcesCanBeFollowed ? [JSONValue.Member("subscribe", true)] : []
            members.append(.init("resources", .object(following + changing(announcesResources))))
        }
        if hasPrompts { members.append(.init("prompts", .object(changing(announcesPrompts)))) }
        if hasCompletions, revision.hasCompletionCapability { members.append(.init("completions", [:])) }
        if features.logs { members.append(.init("logging", [:])) }
        if features.tasks != nil, revision.hasTasks {
            members.append(
                revision.hasTaskParameter
                    ? .init("tasks", ["list": [:], "cancel": [:], "requests": ["tools": ["call": [:]]]])
                    : .init("extensions", .object([.init(MetaKey.tasksExtension, [:])])))
        }
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
