import JSON

/// What a server tells of changes, one after the other, until either side ends it. Several changes of the same thing
/// that nobody has looked at are one.
public final class Subscription: AsyncSequence, Sendable {
    /// What the server has agreed to tell of.
    public let agreed: ChangeFilter
    private let inbox: ChangeInbox
    private let leave: @Sendable () -> Void
    private let outcome: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - leave: tells the server that nobody listens any more.
    ///   - outcome: waits for the end on the server's side, and throws where that was none in good order.
    init(
        _ agreed: ChangeFilter, _ inbox: ChangeInbox, leave: @escaping @Sendable () -> Void,
        outcome: @escaping @Sendable () async throws -> Void
    ) {
        self.agreed = agreed
        self.inbox = inbox
        self.leave = leave
        self.outcome = outcome
    }

    deinit { leave() }

    /// Ends it; the server hears of that.
    public func cancel() {
        leave()
        inbox.close()
    }

    public func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }

    /// Goes through the changes.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let subscription: Subscription
        private var ready: ArraySlice<Change> = []

        fileprivate init(subscription: Subscription) { self.subscription = subscription }

        /// The next change; nil at an end in good order. Throws where the connection broke off.
        public mutating func next() async throws -> Change? {
            if ready.isEmpty { ready = await subscription.inbox.take()[...] }
            if let change = ready.popFirst() { return change }
            do {
                try await subscription.outcome()
            } catch is CancellationError {}
            return nil
        }
    }
}

extension Client {
    /// Listens to changes (from 2026-07-28 on by `subscriptions/listen`; before, by what the handshake declared and
    /// `resources/subscribe`).
    public func listen(to wanted: ChangeFilter) async throws -> Subscription {
        revision?.isStateless ?? true ? try await subscribe(wanted) : try await attend(wanted)
    }

    private func subscribe(_ wanted: ChangeFilter) async throws -> Subscription {
        let id = number()
        let inbox = ChangeInbox(wanted)
        let (acknowledgements, acknowledged) = AsyncThrowingStream<ChangeFilter, any Error>.makeStream()
        self.inbox.attach(
            id,
            .init(inbox: inbox) { agreed in
                acknowledged.yield(ChangeFilter(agreed))
            })
        var draft = RequestDraft("subscriptions/listen", [.init("notifications", wanted.asJSON)])
        draft.followsTasks = !wanted.tasks.isEmpty
        let open = Task { [weak self, draft] in
            defer {
                self?.inbox.detach(id)
                inbox.close()
            }
            do {
                _ = try await self?.request(draft, id: id)
                acknowledged.finish(throwing: ClientFailure.unexpected("the subscription ended before it began"))
            } catch {
                acknowledged.finish(throwing: error)
                throw error
            }
        }
        do {
            for try await agreed in acknowledgements {
                return Subscription(agreed, inbox, leave: { open.cancel() }, outcome: { try await open.value })
            }
        } catch {
            open.cancel()
            throw error
        }
        open.cancel()
        throw CancellationError()
    }

    /// Hears what the server tells everybody, and follows resources one by one.
    private func attend(_ wanted: ChangeFilter) async throws -> Subscription {
        let offered = serverCapabilities
        var agreed = ChangeFilter()
        agreed.tools = wanted.tools && offered?["tools"]?["listChanged"]?.bool == true
        agreed.prompts = wanted.prompts && offered?["prompts"]?["listChanged"]?.bool == true
        agreed.resourceList = wanted.resourceList && offered?["resources"]?["listChanged"]?.bool == true
        if offered?["resources"]?["subscribe"]?.bool == true { agreed.resources = wanted.resources }
        let id = number()
        let inbox = ChangeInbox(agreed)
        self.inbox.attach(id, .init(inbox: inbox) { _ in })
        if let revision { try await transport.hear(revision) }
        for uri in agreed.resources.sorted() {
            _ = try await request(RequestDraft("resources/subscribe", [.init("uri", .string(uri))]))
        }
        return Subscription(
            agreed, inbox, leave: { [weak self, resources = agreed.resources] in self?.leave(id, resources) },
            outcome: {})
    }

    private func leave(_ id: Int, _ resources: Set<String>) {
        guard inbox.detach(id) else { return }
        Task {
            for uri in resources.sorted() {
                _ = try? await request(RequestDraft("resources/unsubscribe", [.init("uri", .string(uri))]))
            }
        }
    }
}

extension ChangeFilter {
    /// Reads what a server has agreed to.
    init(_ view: JSONView?) {
        self.init()
        tools = view?["toolsListChanged"]?.bool ?? false
        prompts = view?["promptsListChanged"]?.bool ?? false
        resourceList = view?["resourcesListChanged"]?.bool ?? false
        resources = Set(view?["resourceSubscriptions"]?.elements.compactMap(\.string) ?? [])
        tasks = Set(view?["taskIds"]?.elements.compactMap(\.string) ?? [])
    }
}
