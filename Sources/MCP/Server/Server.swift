import JSON

/// One MCP server: its identity, tools, resources and prompts, and what it answers to each message. Knows no transport.
///
/// Both eras are served at once: a request that declares its revision in `_meta` stands alone, any other belongs to
/// what `initialize` agreed (2026-07-28, versioning, backward compatibility).
public final class Server: Sendable {
    public let identity: ServerIdentity
    public let tools: ToolList
    public let resources: ResourceList
    public let prompts: PromptList
    private let offer: Offer
    private let discovery: [UInt8]

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - resources: asked in this order; none: the server has no resources.
    ///   - prompts: none: the server has no prompts.
    ///   - pageSize: tools, prompts or templates on a page of their list; 0: all.
    ///   - unlisted: makes a tool that can be called although it is not in `tools`, or says that there is none.
    public init(
        _ identity: ServerIdentity, tools: [Tool], resources: [any ResourceSource] = [], prompts: [Prompt] = [],
        pageSize: Int = 0, unlisted: @escaping @Sendable (String) -> Tool? = { _ in nil }
    ) throws(DuplicateName) {
        self.identity = identity
        self.tools = try ToolList(tools, pageSize: pageSize, identity: identity, unlisted: unlisted)
        self.resources = try ResourceList(resources, pageSize: pageSize, identity: identity)
        self.prompts = try PromptList(prompts, pageSize: pageSize, identity: identity)
        offer = Offer(
            hasResources: !resources.isEmpty, hasPrompts: !prompts.isEmpty,
            hasCompletions: self.resources.hasCompletions || self.prompts.hasCompletions)
        discovery = Introduction.discovery(identity, offer)
    }

    /// Decides what a message needs; never waits.
    public func receive(_ message: JSONView, from peer: Peer) -> Outcome {
        do throws(ProtocolError) {
            switch try Message(message) {
            case .request(let id, let method, let params):
                return answer(id, method, params, peer)
            case .notification(let method, let params):
                return notice(method, params)
            case .response:
                return .nothing
            }
        } catch {
            return .reply(Reply(error, id: message["id"].flatMap { RequestID($0) }, nullID: !peer.isStateless))
        }
    }

    private func answer(_ id: RequestID, _ name: String, _ params: JSONView?, _ peer: Peer) -> Outcome {
        do throws(ProtocolError) {
            let client = try client(of: params, method: name, peer)
            guard let method = Method(rawValue: name), offer.answers(method, in: client.revision) else {
                throw offer.refusal(of: name, in: client.revision)
            }
            return try answer(id, method, params, client, peer)
        } catch {
            return .reply(Reply(error, id: id))
        }
    }

    /// Who asks: a client that says so in the request, or the one of the handshake.
    private func client(
        of params: JSONView?, method: String, _ peer: Peer
    ) throws(ProtocolError) -> ClientDescription {
        guard peer.declaresRevision(params, method: method) else {
            return peer.client ?? ClientDescription(revision: peer.assumedRevision)
        }
        let client = try ClientDescription.declared(in: params, header: peer.headerVersion)
        try peer.headers?.check(method: method, params: params)
        return client
    }

    private func answer(
        _ id: RequestID, _ method: Method, _ params: JSONView?, _ client: ClientDescription, _ peer: Peer
    ) throws(ProtocolError) -> Outcome {
        func work(_ request: Work.Request) -> Outcome {
            let context = RequestContext(
                server: self, client: client, principal: peer.principal, meta: params?["_meta"])
            return .work(Work(id, request, in: context))
        }
        switch method {
        case .callTool:
            return work(.callTool(try ToolRequest(params, tools: tools, revision: client.revision)))
        case .listTools:
            return .reply(Reply(result: try tools.page(at: params?["cursor"], revision: client.revision), id: id))
        case .initialize:
            let client = try ClientDescription.handshake(params)
            return .initialized(
                Reply(result: Introduction.handshake(identity, offer, client.revision), id: id), client)
        case .ping:
            return .reply(Reply(result: Array("{}".utf8), id: id))
        case .discover:
            return .reply(Reply(result: discovery, id: id))
        case .listResources:
            return work(.listResources(try resources.cursor(params?["cursor"])))
        case .listTemplates:
            let page = try resources.templatePage(at: params?["cursor"], revision: client.revision)
            return .reply(Reply(result: page, id: id))
        case .readResource:
            return work(.readResource(uri: try resources.uri(params?["uri"])))
        case .listPrompts:
            return .reply(Reply(result: try prompts.page(at: params?["cursor"], revision: client.revision), id: id))
        case .getPrompt:
            return work(.getPrompt(try PromptRequest(params, prompts: prompts)))
        case .complete:
            return work(.complete(try CompletionRequest(params, self, client.revision)))
        }
    }

    private func notice(_ method: String, _ params: JSONView?) -> Outcome {
        guard method == "notifications/cancelled", let id = params?["requestId"].flatMap({ RequestID($0) }) else {
            return .nothing
        }
        return .cancel(id)
    }
}
