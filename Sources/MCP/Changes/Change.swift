import JSON

/// Something that clients may want to hear of.
public enum Change: Sendable, Hashable {
    case tools
    case prompts
    case resourceList
    /// The content of the resource of this URI.
    case resource(String)
    /// The status of the task of this id.
    case task(String)

    /// The notification's method; a task has one of its own.
    var method: String {
        switch self {
        case .tools: "notifications/tools/list_changed"
        case .prompts: "notifications/prompts/list_changed"
        case .resourceList: "notifications/resources/list_changed"
        case .resource: "notifications/resources/updated"
        case .task: "notifications/tasks"
        }
    }

    /// The notification, but for a task, whose state it would have to show.
    ///
    /// - Parameter subscription: the id of the `subscriptions/listen` that it belongs to, from 2026-07-28 on.
    func notification(for subscription: RequestID?) -> [UInt8] {
        Envelope.notification(method) { params in
            if let subscription { params.subscription(subscription) }
            if case .resource(let uri) = self { params.member("uri", uri) }
        }
    }
}

extension JSONWriter {
    /// The `_meta` that says which subscription a message belongs to (2026-07-28, subscriptions).
    mutating func subscription(_ id: RequestID) {
        key("_meta")
        object { $0.member(MetaKey.subscriptionID, raw: id.raw) }
    }
}

/// Which changes a client wants to hear of (2026-07-28, subscriptions, notification filter).
public struct ChangeFilter: Sendable, Hashable {
    public var tools: Bool
    public var prompts: Bool
    public var resourceList: Bool
    /// URIs.
    public var resources: Set<String>
    /// Ids.
    public var tasks: Set<String>

    /// Creates a filter; what is not named is not heard of.
    public init(
        tools: Bool = false, prompts: Bool = false, resourceList: Bool = false, resources: Set<String> = [],
        tasks: Set<String> = []
    ) {
        self.tools = tools
        self.prompts = prompts
        self.resourceList = resourceList
        self.resources = resources
        self.tasks = tasks
    }

    func lets(_ change: Change) -> Bool {
        switch change {
        case .tools: tools
        case .prompts: prompts
        case .resourceList: resourceList
        case .resource(let uri): resources.contains(uri)
        case .task(let id): tasks.contains(id)
        }
    }

    /// As a subscription and its acknowledgement spell it.
    var asJSON: JSONValue {
        func list(_ texts: Set<String>) -> JSONValue { .array(texts.sorted().map { .string($0) }) }
        var members: [JSONValue.Member] = []
        if tools { members.append(.init("toolsListChanged", true)) }
        if prompts { members.append(.init("promptsListChanged", true)) }
        if resourceList { members.append(.init("resourcesListChanged", true)) }
        if !resources.isEmpty { members.append(.init("resourceSubscriptions", list(resources))) }
        if !tasks.isEmpty { members.append(.init("taskIds", list(tasks))) }
        return .object(members)
    }
}
