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
struct ChangeFilter: Sendable, Hashable {
    var tools = false
    var prompts = false
    var resourceList = false
    var resources: Set<String> = []
    var tasks: Set<String> = []

    func lets(_ change: Change) -> Bool {
        switch change {
        case .tools: tools
        case .prompts: prompts
        case .resourceList: resourceList
        case .resource(let uri): resources.contains(uri)
        case .task(let id): tasks.contains(id)
        }
    }
}
