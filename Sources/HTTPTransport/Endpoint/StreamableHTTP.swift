import JSON
import MCP

/// The Streamable HTTP transport of one server: what POST and DELETE on its endpoint mean.
struct StreamableHTTP: Sendable {
    static let methods = "GET, POST, DELETE, OPTIONS"

    /// Most messages that a batch may have.
    private static let batchLimit = 100

    let name: String
    var server: MCP.Server
    let sessions: Sessions
    let work: PendingWork
    let limits: JSONLimits

    /// One request, past every check that does not need its body.
    struct Arrival: Sendable {
        let fields: RequestFields
        let identity: Identity
        let principal: any Principal
        let connection: ClientConnection
    }

    /// Answers a POST.
    func post(_ body: [UInt8], _ arrival: Arrival) throws(Refusal) -> Answer {
        guard let format = AcceptedFormat(accept: arrival.fields.accept) else {
            throw Refusal(
                .notAcceptable, "An answer is application/json or text/event-stream; accept at least one, better both.")
        }
        let header = VersionHeader(arrival.fields.protocolVersion)
        let message: JSONView
        do throws(JSONError) {
            message = try JSONDocument(body, limits: limits).root
        } catch {
            throw Refusal(.badRequest, "Not JSON: \(error).", code: .parseError)
        }
        let session = try header.isStateless ? nil : sessions.session(of: arrival, server: name)
        if message.kind == .array {
            return try batch(message, session, header, format, arrival)
        }
        if let error = header.fault(in: message) { return .reply(FinalMessage(error), as: format) }
        let peer = Peer(
            client: session?.client, principal: arrival.principal,
            headers: header.counts(for: message) ? standardHeaders(arrival.fields) : StandardHeaders.none,
            session: session.map(sessions.state))
        switch server.receive(message, from: peer) {
        case .nothing:
            return .accepted()
        case .reply(let reply):
            return .reply(FinalMessage(reply), as: format)
        case .initialized(let reply, let client):
            let id = try sessions.open(for: client, arrival.identity, server: name)
            return .reply(FinalMessage(reply), ["Mcp-Session-Id": id], as: format)
        case .cancel(let id):
            if let session { work.cancel(.request(session.key, id)) }
            return .accepted()
        case .work(let item):
            if let subscription = item.subscription { return try listen(item, to: subscription, format, arrival) }
            return try start(item, session, format, arrival)
        }
    }

    /// Answers a DELETE: the client ends its session.
    func delete(_ arrival: Arrival) throws(Refusal) -> Answer {
        guard let session = try sessions.session(of: arrival, server: name) else {
            throw Refusal(.badRequest, "DELETE ends a session; name it in Mcp-Session-Id.")
        }
        sessions.end(session)
        return .whole(.noContent, [:], [])
    }

    // MARK: Parts

    private func start(
        _ item: Work, _ session: Session?, _ format: AcceptedFormat, _ arrival: Arrival
    ) throws(Refusal) -> Answer {
        let pending = PendingReply(format, resumption: resumption(for: session)) {
            FinalMessage(Reply($0, id: item.id))
        }
        do throws(Refusal) {
            let inUse = try run([item], for: pending, session, arrival) { item in
                pending.finish(await item.run(outlet: pending).map { FinalMessage($0) })
            }
            guard inUse.isEmpty else { throw Refusal(.badRequest, Self.inUse.message) }
            return .pending(pending.reader)
        } catch {
            throw error.about(item.id)
        }
    }

    private func batch(
        _ array: JSONView, _ session: Session?, _ header: VersionHeader, _ format: AcceptedFormat, _ arrival: Arrival
    ) throws(Refusal) -> Answer {
        guard (session?.client.revision ?? header.revision ?? .assumed).hasBatches else {
            throw Refusal(.badRequest, "The agreed protocol revision has no batches; send one message in each POST.")
        }
        guard (1...Self.batchLimit).contains(array.count) else {
            throw Refusal(.badRequest, "A batch has 1 to \(Self.batchLimit) messages.")
        }
        let peer = Peer(
            client: session?.client, principal: arrival.principal, headers: standardHeaders(arrival.fields),
            session: session.map(sessions.state))
        let parts = Batch(array, server: server, peer: peer)
        // Once the work has started, so that a batch can cancel what is in it.
        defer { if let session { for id in parts.cancelled { work.cancel(.request(session.key, id)) } } }
        guard !parts.work.isEmpty else {
            return parts.replies.isEmpty ? .accepted() : .reply(FinalMessage(batch: parts.replies), as: format)
        }
        var ids: Set<RequestID> = []
        let (items, repeated) = parts.work.reduce(into: ([Work](), [Work]())) { split, item in
            if ids.insert(item.id).inserted { split.0.append(item) } else { split.1.append(item) }
        }
        let replies = BatchReply(
            parts.replies + repeated.map { Reply(Self.inUse, id: $0.id).bytes }, awaiting: ids)
        let pending = PendingReply(format, resumption: resumption(for: session)) { replies.all(missing: $0) }
        let inUse = try run(items, for: pending, session, arrival) { item in
            if let all = replies.end(item.id, await item.run(outlet: pending)) { pending.finish(all.message) }
        }
        for item in inUse {
            if let all = replies.end(item.id, Reply(Self.inUse, id: item.id)) { pending.finish(all.message) }
        }
        return .pending(pending.reader)
    }

    /// Starts requests that one answer is for, each under a name by which the session can cancel it, or, where there
    /// is no session, tied to the connection: leaving is how such a client cancels. Returns those whose name is in use.
    private func run(
        _ items: [Work], for pending: PendingReply, _ session: Session?, _ arrival: Arrival,
        _ body: @escaping @Sendable (Work) async -> Void
    ) throws(Refusal) -> [Work] {
        let session = items.contains { $0.client.revision.hasCancellationByDisconnect } ? nil : session
        if session != nil { arrival.connection.watch { pending.reader.abandon() } }
        let parts = items.map { item in
            PendingWork.Part(key: session.map { .request($0.key, item.id) } ?? work.unnamed()) { await body(item) }
        }
        return try work.start(parts, pending, on: arrival.connection, isCancelledWithIt: session == nil)
            .map { items[$0] }
    }

    private static let inUse = ProtocolError(.invalidRequest, "A request with this id is still being worked on.")

    private func standardHeaders(_ fields: RequestFields) -> StandardHeaders {
        StandardHeaders(
            protocolVersion: fields.protocolVersion, method: fields.mcpMethod, name: fields.mcpName,
            parameters: fields.mcpParameters)
    }
}

extension StandardHeaders {
    static let none = StandardHeaders(protocolVersion: nil, method: nil, name: nil)
}
