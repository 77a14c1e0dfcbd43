import HTTPTypes
import JSON
import MCP
import NIOCore

/// The Streamable HTTP transport of one server: what POST and DELETE on its endpoint mean.
struct StreamableHTTP: Sendable {
    static let methods = "POST, DELETE, OPTIONS"

    /// Most messages that a batch may have.
    private static let batchLimit = 1000

    let name: String
    let server: MCP.Server
    let sessions: Sessions
    let work: PendingWork
    let limits: JSONLimits

    /// One request, past every check that does not need its body.
    struct Arrival: Sendable {
        let fields: RequestFields
        let identity: Identity
        let principal: any Principal
        let channel: any Channel
    }

    /// Answers a POST.
    func post(_ body: [UInt8], _ arrival: Arrival) throws -> Answer {
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
            headers: header.counts(for: message) ? standardHeaders(arrival.fields) : StandardHeaders.none)
        switch server.receive(message, from: peer) {
        case .nothing:
            return .accepted()
        case .reply(let reply):
            return .reply(FinalMessage(reply), as: format)
        case .initialized(let reply, let client):
            let id = try sessions.open(for: client, arrival.identity, server: name)
            return .reply(FinalMessage(reply), [.sessionID: id], as: format)
        case .cancel(let id):
            if let session { work.cancel(.request(session.key, id)) }
            return .accepted()
        case .work(let item):
            return start(item, session, format, arrival)
        }
    }

    /// Answers a DELETE: the client ends its session.
    func delete(_ arrival: Arrival) throws -> Answer {
        guard let session = try sessions.session(of: arrival, server: name) else {
            throw Refusal(.badRequest, "DELETE ends a session; name it in Mcp-Session-Id.")
        }
        sessions.end(session)
        return .whole(.noContent, [:], [])
    }

    // MARK: Parts

    private func start(_ item: ToolWork, _ session: Session?, _ format: AcceptedFormat, _ arrival: Arrival) -> Answer {
        let pending = PendingReply(format) { FinalMessage(Reply($0, id: item.id)) }
        let isStarted = run(pending, item, session, arrival) {
            pending.finish(await item.run(outlet: pending).map { FinalMessage($0) })
        }
        if isStarted { return .pending(pending) }
        let error = ProtocolError(.invalidRequest, "A request with this id is still being worked on.")
        return .reply(FinalMessage(Reply(error, id: item.id)), as: format)
    }

    private func batch(
        _ array: JSONView, _ session: Session?, _ header: VersionHeader, _ format: AcceptedFormat, _ arrival: Arrival
    ) throws -> Answer {
        guard (session?.client.revision ?? header.revision ?? .assumed).hasBatches else {
            throw Refusal(.badRequest, "The agreed protocol revision has no batches; send one message in each POST.")
        }
        guard (1...Self.batchLimit).contains(array.count) else {
            throw Refusal(.badRequest, "A batch has 1 to \(Self.batchLimit) messages.")
        }
        let peer = Peer(
            client: session?.client, principal: arrival.principal, headers: standardHeaders(arrival.fields))
        let parts = Batch(array, server: server, peer: peer)
        if let session { for id in parts.cancelled { work.cancel(.request(session.key, id)) } }
        guard let first = parts.work.first else {
            return parts.replies.isEmpty ? .accepted() : .reply(FinalMessage(batch: parts.replies), as: format)
        }
        let pending = PendingReply(format) { error in
            FinalMessage(batch: parts.replies + parts.work.map { Reply(error, id: $0.id).bytes })
        }
        let isStarted = run(pending, first, session, arrival) {
            let replies = await parts.run(outlet: pending)
            pending.finish(replies.isEmpty ? nil : FinalMessage(batch: replies))
        }
        if isStarted { return .pending(pending) }
        throw Refusal(.badRequest, "A request with an id of this batch is still being worked on.")
    }

    /// Starts work under a name by which the session can cancel it, or, where there is no session, tied to the
    /// connection: leaving is how such a client cancels.
    private func run(
        _ pending: PendingReply, _ item: ToolWork, _ session: Session?, _ arrival: Arrival,
        _ body: @escaping @Sendable () async -> Void
    ) -> Bool {
        guard let session, !item.client.revision.hasCancellationByDisconnect else {
            return work.start(work.unnamed(), pending, cancelledWith: arrival.channel, body)
        }
        return work.start(.request(session.key, item.id), pending, cancelledWith: nil, body)
    }

    private func standardHeaders(_ fields: RequestFields) -> StandardHeaders {
        StandardHeaders(protocolVersion: fields.protocolVersion, method: fields.mcpMethod, name: fields.mcpName)
    }
}

extension StandardHeaders {
    static let none = StandardHeaders(protocolVersion: nil, method: nil, name: nil)
}
