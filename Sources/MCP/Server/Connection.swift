import Dispatch
import JSON
import Synchronization

/// One ordered two-way channel to one client: stdio, or memory in tests. Does no input or output of its own.
public final class Connection: Sendable {
    private let server: Server
    private let principal: any Principal
    private let outlet: any Outlet
    private let limits: JSONLimits
    private let client = Mutex<ClientDescription?>(nil)
    private let inFlight = InFlight<RequestID>()
    private let places: DispatchSemaphore
    private let maxInFlight: Int
    private let isPatient: Bool
    private let session = SessionState()
    private let subscriptions = Mutex<[RequestID: Task<Void, Never>]>([:])
    private let announcements = Mutex<Task<Void, Never>?>(nil)

    /// Most subscriptions of one connection.
    private static let subscriptionLimit = 1024

    /// Creates a connection.
    ///
    /// - Parameters:
    ///   - outlet: where replies that take time, and notifications, go.
    ///   - maxInFlight: requests worked on at once.
    ///   - isPatient: whether ``receive(_:)`` blocks its thread past that, and so the client; else a further request is
    ///     refused, as it must be on a thread that the work itself needs.
    public init(
        server: Server, principal: any Principal, outlet: any Outlet, maxInFlight: Int = 1024, isPatient: Bool = true,
        limits: JSONLimits = JSONLimits()
    ) {
        self.server = server
        self.principal = principal
        self.outlet = outlet
        self.limits = limits
        self.places = DispatchSemaphore(value: maxInFlight)
        self.maxInFlight = maxInFlight
        self.isPatient = isPatient
    }

    /// Requests being worked on.
    public var requestsInFlight: Int { inFlight.count }

    /// Handles one message and returns what can be answered at once, without a newline.
    public func receive(_ bytes: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        return receive(bytes, appendingTo: &output) ? output : nil
    }

    /// Handles one message and appends what can be answered at once, without a newline; false where that is nothing.
    func receive(_ bytes: [UInt8], appendingTo output: inout [UInt8]) -> Bool {
        let message: JSONView
        do {
            message = try JSONDocument(bytes, limits: limits).root
        } catch {
            output += Envelope.error(nil, ProtocolError(.parseError, "Not JSON: \(error)."), nullID: true)
            return true
        }
        if message.kind == .array {
            guard let reply = receive(batch: message) else { return false }
            output += reply
            return true
        }
        switch server.receive(message, from: peer) {
        case .nothing:
            return false
        case .reply(let reply):
            reply.write(to: &output)
            return true
        case .initialized(let reply, let agreed):
            client.withLock { $0 = agreed }
            reply.write(to: &output)
            announceChanges()
            return true
        case .cancel(let id):
            inFlight.cancel(id)
            subscriptions.withLock { $0.removeValue(forKey: id) }?.cancel()
            return false
        case .work(let work) where work.isSubscription:
            let refusal = subscribe(work)
            output += refusal ?? []
            return refusal != nil
        case .work(let work):
            let refusal = start(work.id) { [outlet] in
                if let reply = await work.run(outlet: outlet) { await outlet.send(reply.bytes) }
            }
            output += refusal ?? []
            return refusal != nil
        }
    }

    /// Cancels what is in flight and accepts no more.
    public func close() {
        endSubscriptions()
        session.end()
        inFlight.close()
    }

    /// Ends what would otherwise never end.
    func endSubscriptions() {
        announcements.withLock { $0 }?.cancel()
        for task in subscriptions.withLock({ Array($0.values) }) { task.cancel() }
    }

    /// A subscription takes no place among the work: it only waits.
    private func subscribe(_ work: Work) -> [UInt8]? {
        subscriptions.withLock { subscriptions -> [UInt8]? in
            guard subscriptions.count < Self.subscriptionLimit, subscriptions[work.id] == nil else {
                let reason =
                    subscriptions[work.id] == nil
                    ? "There are \(Self.subscriptionLimit) subscriptions on this connection; end one."
                    : "A subscription with this id is open."
                return Envelope.error(work.id, ProtocolError(.invalidRequest, reason))
            }
            subscriptions[work.id] = Task { [outlet, weak self] in
                let reply = await work.run(outlet: outlet)
                if let reply { await outlet.send(reply.bytes) }
                self?.subscriptions.withLock { _ = $0.removeValue(forKey: work.id) }
            }
            return nil
        }
    }

    /// Tells a client of a handshake revision what has changed, from now on.
    private func announceChanges() {
        guard server.features.announcesChanges || server.features.resourcesCanBeFollowed else { return }
        // At once, not when the task gets its turn: a change in between would be told to nobody.
        let inbox = session.listen(to: server)
        let task = Task { [outlet, server, session] in await session.announce(inbox, of: server, to: outlet) }
        announcements.withLock { earlier in
            earlier?.cancel()
            earlier = task
        }
    }

    private func receive(batch: JSONView) -> [UInt8]? {
        guard (client.withLock { $0 }?.revision ?? .assumed).hasBatches, batch.count > 0 else {
            let reason =
                batch.count == 0 ? "A batch must not be empty." : "The agreed protocol revision has no batches."
            return Envelope.error(nil, ProtocolError(.invalidRequest, reason), nullID: true)
        }
        let parts = Batch(batch, server: server, peer: peer)
        for id in parts.cancelled { inFlight.cancel(id) }
        if parts.work.isEmpty { return parts.replies.isEmpty ? nil : Batch.array(parts.replies) }
        let replies = BatchReplies(parts.replies, awaiting: parts.work.count)
        for item in parts.work {
            let refusal = start(item.id) { [outlet] in
                if let all = replies.add(await item.run(outlet: outlet)?.bytes) { await outlet.send(all) }
            }
            if let refusal, let all = replies.add(refusal) { return all }
        }
        return nil
    }

    /// Starts work; returns an error if that is refused.
    private func start(_ id: RequestID, _ work: @escaping @Sendable () async -> Void) -> [UInt8]? {
        guard places.wait(timeout: isPatient ? .distantFuture : .now()) == .success else {
            let reason = "\(maxInFlight) requests of this connection are under way; wait for one to end."
            return Envelope.error(id, ProtocolError(.internalError, reason))
        }
        let start = inFlight.start(id) { [places] in
            await work()
            places.signal()
        }
        if start == .started { return nil }
        places.signal()
        let reason =
            start == .inUse ? "A request with this id is still being worked on." : "The server is shutting down."
        return Envelope.error(id, ProtocolError(.invalidRequest, reason))
    }

    private var peer: Peer { Peer(client: client.withLock { $0 }, principal: principal, session: session) }
}
