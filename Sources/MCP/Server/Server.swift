import JSON
import Synchronization

/// One MCP server: its identity, tools, resources and prompts, and what it answers to each message. Knows no transport.
///
/// Both eras are served at once: a request that declares its revision in `_meta` stands alone, any other belongs to
/// what `initialize` agreed (2026-07-28, versioning, backward compatibility).
public final class Server: Sendable {
    /// What is offered beside tools, resources and prompts.
    public let features: Features
    /// Tells those who listen what has changed.
    public let changes = ChangeFeed()
    private let current: Mutex<ServerContents>

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - resources: asked in this order; none: the server has no resources.
    ///   - prompts: none: the server has no prompts.
    ///   - pageSize: tools, prompts or templates on a page of their list; 0: all.
    ///   - features: what is offered beside.
    ///   - unlisted: makes a tool that can be called although it is not in `tools`, or says that there is none.
    public init(
        _ identity: ServerIdentity, tools: [Tool], resources: [any ResourceSource] = [], prompts: [Prompt] = [],
        pageSize: Int = 0, features: Features = Features(),
        unlisted: @escaping @Sendable (String) -> Tool? = { _ in nil }
    ) throws(DuplicateName) {
        self.features = features
        current = Mutex(
            ServerContents(
                identity, tools: try ToolList(tools, pageSize: pageSize, identity: identity, unlisted: unlisted),
                resources: try ResourceList(resources, pageSize: pageSize, identity: identity),
                prompts: try PromptList(prompts, pageSize: pageSize, identity: identity), features: features))
        features.tasks?.tell(changes)
    }

    public var identity: ServerIdentity { contents.identity }
    public var tools: ToolList { contents.tools }
    public var resources: ResourceList { contents.resources }
    public var prompts: PromptList { contents.prompts }
    var contents: ServerContents { current.withLock { $0 } }

    /// Offers from now on what another server does, and tells those who listen. Requests under way end with what they
    /// began with.
    public func adopt(_ other: Server) {
        let (old, new) = (contents, other.contents)
        current.withLock { $0 = new }
        guard features.announcesChanges else { return }
        let revision = Revision.v2026_07_28
        if !old.tools.isEqual(to: new.tools, in: revision) { changes.publish(.tools) }
        if !old.prompts.isEqual(to: new.prompts, in: revision) { changes.publish(.prompts) }
        // What a source lists is not known here.
        if new.offer.hasResources { changes.publish(.resourceList) }
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
                peer.session?.inquiries.receive(message)
                return .nothing
            }
        } catch {
            return .reply(Reply(error, id: message["id"].flatMap { RequestID($0) }, nullID: !peer.isStateless))
        }
    }

    private func answer(_ id: RequestID, _ name: String, _ params: JSONView?, _ peer: Peer) -> Outcome {
        do throws(ProtocolError) {
            let client = try client(of: params, method: name, peer)
            let contents = contents
            guard let method = Method(rawValue: name), contents.offer.answers(method, in: client.revision) else {
                throw contents.offer.refusal(of: name, in: client.revision)
            }
            return try answer(id, method, params, contents, client, peer)
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
        _ id: RequestID, _ method: Method, _ params: JSONView?, _ contents: ServerContents,
        _ client: ClientDescription, _ peer: Peer
    ) throws(ProtocolError) -> Outcome {
        func work(_ request: Work.Request) -> Outcome {
            let context = RequestContext(
                server: self, contents: contents, client: client, principal: peer.principal, session: peer.session,
                meta: params?["_meta"])
            return .work(Work(id, request, in: context))
        }
        func empty() -> Outcome {
            .reply(Reply(result: contents.identity.result(for: client.revision) { _ in }, id: id))
        }
        switch method {
        case .callTool:
            let request = try ToolRequest(params, tools: contents.tools, client: client, peer, features)
            return work(.callTool(request))
        case .listTools:
            let page = try contents.tools.page(at: params?["cursor"], revision: client.revision)
            return .reply(Reply(result: page, id: id))
        case .initialize:
            let client = try ClientDescription.handshake(params)
            let result = Introduction.handshake(contents.identity, contents.offer, client.revision)
            return .initialized(Reply(result: result, id: id), client)
        case .ping:
            return empty()
        case .discover:
            return .reply(Reply(result: contents.discovery, id: id))
        case .listResources:
            return work(.listResources(try contents.resources.cursor(params?["cursor"])))
        case .listTemplates:
            let page = try contents.resources.templatePage(at: params?["cursor"], revision: client.revision)
            return .reply(Reply(result: page, id: id))
        case .readResource:
            return work(.readResource(uri: try contents.resources.uri(params?["uri"])))
        case .subscribeResource:
            let uri = try contents.resources.uri(params?["uri"], method: method)
            guard peer.session?.follow(uri) ?? true else {
                throw ProtocolError(
                    .invalidRequest, "A session follows \(SessionState.resourceLimit) resources at most; leave one.")
            }
            return empty()
        case .unsubscribeResource:
            peer.session?.unfollow(try contents.resources.uri(params?["uri"], method: method))
            return empty()
        case .listPrompts:
            let page = try contents.prompts.page(at: params?["cursor"], revision: client.revision)
            return .reply(Reply(result: page, id: id))
        case .getPrompt:
            return work(
                .getPrompt(try PromptRequest(params, prompts: contents.prompts, client: client, peer, features)))
        case .complete:
            return work(.complete(try CompletionRequest(params, contents, client.revision)))
        case .setLogLevel:
            peer.session?.logLevel = try LogLevel(naming: params?["level"])
            return empty()
        case .listen:
            return work(.listen(try Listening(params, features: features, offer: contents.offer, client: client)))
        case .listTasks:
            return work(.listTasks(after: try Self.cursor(params?["cursor"])))
        case .getTask, .taskResult, .updateTask, .cancelTask:
            if client.revision.isStateless { try client.require(.tasks) }
            return work(.task(try TaskRequest(method, params)))
        }
    }

    private static func cursor(_ view: JSONView?) throws(ProtocolError) -> String? {
        guard let view, !view.isNull else { return nil }
        guard let cursor = view.string else { throw ProtocolError.unknownCursor }
        return cursor
    }

    private func notice(_ method: String, _ params: JSONView?) -> Outcome {
        guard method == "notifications/cancelled", let id = params?["requestId"].flatMap({ RequestID($0) }) else {
            return .nothing
        }
        return .cancel(id)
    }
}
