import JSON

/// A `subscriptions/listen` under way (2026-07-28, subscriptions). Whoever writes to the client pulls what there is to
/// tell, so that a client which only waits costs no task beside that one.
public final class ServedSubscription: Sendable {
    private let id: RequestID
    private let inbox: ChangeInbox
    private let context: RequestContext

    init(_ listening: Listening, _ id: RequestID, in context: RequestContext) {
        self.id = id
        self.context = context
        inbox = ChangeInbox(listening.filter)
    }

    /// Begins to listen; returns the message that says to what.
    public func begin() async -> [UInt8] {
        for task in inbox.filter.tasks where await found(task) == nil {
            // Another caller's task is passed over, as one that does not exist.
            inbox.filter.tasks.remove(task)
        }
        context.server.changes.attach(inbox)
        return Self.acknowledgement(of: inbox.filter, id)
    }

    /// What has changed, once something has; nothing where it was woken; nil after the end.
    public func next() async -> [[UInt8]]? {
        let news = await inbox.take()
        guard !news.isEmpty || !inbox.isClosed else { return nil }
        var messages: [[UInt8]] = []
        for change in news {
            if case .task(let task) = change {
                if let found = await found(task) { messages.append(Self.notification(of: found, id)) }
            } else {
                messages.append(change.notification(for: id))
            }
        }
        return messages
    }

    /// Lets whoever waits for something look after its client.
    public func wake() { inbox.wake() }

    /// Ends it.
    public func close() {
        inbox.close()
        context.server.changes.detach(inbox)
    }

    /// The answer that says that the server has ended it.
    public var reply: Reply {
        let member = JSONValue.Member(MetaKey.subscriptionID, .raw(id.raw))
        let result = context.contents.identity.result(for: context.client.revision, meta: [member]) { _ in }
        return Reply(result: result, id: id)
    }

    private func found(_ task: String) async -> TaskDesk.Found? {
        try? await context.server.features.tasks?.find(task, of: context.principal.id)
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
