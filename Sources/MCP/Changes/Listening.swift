import JSON

/// A `subscriptions/listen` that has been read (2026-07-28, subscriptions).
struct Listening: Sendable {
    /// Most resources and tasks that one subscription may follow, so that it stays small.
    private static let limit = 1000

    private let filter: ChangeFilter

    /// Reads what the client wants, and keeps what the server has.
    init(_ params: JSONView?, features: Features, offer: Offer, client: ClientDescription) throws(ProtocolError) {
        guard let wanted = params?["notifications"], wanted.kind == .object else {
            throw ProtocolError(.invalidParams, "subscriptions/listen needs \"notifications\", an object.")
        }
        var filter = ChangeFilter()
        filter.tools = offer.announcesTools && wanted["toolsListChanged"]?.bool == true
        filter.prompts = offer.announcesPrompts && wanted["promptsListChanged"]?.bool == true
        filter.resourceList = offer.announcesResources && wanted["resourcesListChanged"]?.bool == true
        if features.resourcesCanBeFollowed {
            filter.resources = Set(try Self.texts(wanted["resourceSubscriptions"], "resourceSubscriptions"))
        }
        let tasks = try Self.texts(wanted["taskIds"], "taskIds")
        if !tasks.isEmpty { try client.require(.tasks) }
        if features.tasks != nil { filter.tasks = Set(tasks) }
        self.filter = filter
    }

    private static func texts(_ view: JSONView?, _ name: String) throws(ProtocolError) -> [String] {
        guard let view, !view.isNull else { return [] }
        guard view.kind == .array, view.count <= limit, view.elements.allSatisfy({ $0.string != nil }) else {
            throw ProtocolError(.invalidParams, "\"\(name)\" must be an array of at most \(limit) strings.")
        }
        return view.elements.compactMap(\.string)
    }

    /// Tells of changes until the client or the server ends it; the result says that the server did.
    func result(_ id: RequestID, in context: RequestContext, outlet: any Outlet) async throws -> [UInt8] {
        var filter = filter
        let desk = context.server.features.tasks
        for task in filter.tasks {
            // Another caller's task is passed over, as one that does not exist.
            if (try? await desk?.find(task, of: context.principal.id)) == nil { filter.tasks.remove(task) }
        }
        let changes = context.server.changes
        let inbox = ChangeInbox(filter)
        changes.attach(inbox)
        defer { changes.detach(inbox) }
        await outlet.send(Self.acknowledgement(of: filter, id))
        while case let news = await inbox.take(), !news.isEmpty {
            for change in news {
                guard case .task(let task) = change else {
                    await outlet.send(change.notification(for: id))
                    continue
                }
                if let found = try? await desk?.find(task, of: context.principal.id) {
                    await outlet.send(Self.notification(of: found, id))
                }
            }
        }
        try Task.checkCancellation()
        let member = JSONValue.Member(MetaKey.subscriptionID, .raw(id.raw))
        return context.contents.identity.result(for: context.client.revision, meta: [member]) { _ in }
    }

    private static func acknowledgement(of filter: ChangeFilter, _ id: RequestID) -> [UInt8] {
        Envelope.notification("notifications/subscriptions/acknowledged") { params in
            params.subscription(id)
            params.member("notifications", filter.asJSON)
        }
    }

    private static func notification(of found: TaskDesk.Found, _ id: RequestID) -> [UInt8] {
        Envelope.notification(Change.task(found.record.id).method) { params in
            params.subscription(id)
            found.write(to: &params, revision: .v2026_07_28)
        }
    }
}
