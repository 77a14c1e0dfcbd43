import JSON

/// One MCP server: its identity and tools, and what it answers to each message. Knows no transport.
///
/// Both eras are served at once: a request that declares its revision in `_meta` stands alone, any other belongs to
/// what `initialize` agreed (2026-07-28, versioning, backward compatibility).
public final class Server: Sendable {
    public let identity: ServerIdentity
    public let tools: ToolList
    let discovery: [UInt8]

    /// Creates a server.
    ///
    /// - Parameter unlisted: makes a tool that can be called although it is not listed.
    public init(
        _ identity: ServerIdentity, tools: [Tool], pageSize: Int = 0,
        unlisted: @escaping @Sendable (String) -> Tool? = { _ in nil }
    ) throws(ToolList.DuplicateName) {
        self.identity = identity
        self.tools = try ToolList(tools, pageSize: pageSize, identity: identity, unlisted: unlisted)
        self.discovery = Discovery.result(identity)
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

    private func answer(_ id: RequestID, _ method: String, _ params: JSONView?, _ peer: Peer) -> Outcome {
        do throws(ProtocolError) {
            return peer.declaresRevision(params, method: method)
                ? try stateless(id, method, params, peer) : try handshake(id, method, params, peer)
        } catch {
            return .reply(Reply(error, id: id))
        }
    }

    private func stateless(
        _ id: RequestID, _ method: String, _ params: JSONView?, _ peer: Peer
    ) throws(ProtocolError) -> Outcome {
        let client = try ClientDescription.declared(in: params, header: peer.headerVersion)
        try peer.headers?.check(method: method, params: params)
        switch method {
        case "server/discover":
            return .reply(Reply(result: discovery, id: id))
        case "tools/list":
            return .reply(Reply(result: try tools.page(at: params?["cursor"], revision: client.revision), id: id))
        case "tools/call":
            return .work(try ToolWork(server: self, id: id, params: params, client: client, peer: peer))
        default:
            throw unknown(method, client.revision)
        }
    }

    private func handshake(
        _ id: RequestID, _ method: String, _ params: JSONView?, _ peer: Peer
    ) throws(ProtocolError) -> Outcome {
        let client = peer.client ?? ClientDescription(revision: peer.assumedRevision)
        switch method {
        case "initialize":
            let client = try ClientDescription.handshake(params)
            return .initialized(Reply(result: Handshake.result(identity, client.revision), id: id), client)
        case "ping":
            return .reply(Reply(result: Array("{}".utf8), id: id))
        case "tools/list":
            return .reply(Reply(result: try tools.page(at: params?["cursor"], revision: client.revision), id: id))
        case "tools/call":
            return .work(try ToolWork(server: self, id: id, params: params, client: client, peer: peer))
        default:
            throw unknown(method, client.revision)
        }
    }

    private func notice(_ method: String, _ params: JSONView?) -> Outcome {
        guard method == "notifications/cancelled", let id = params?["requestId"].flatMap({ RequestID($0) }) else {
            return .nothing
        }
        return .cancel(id)
    }

    private func unknown(_ method: String, _ revision: Revision) -> ProtocolError {
        let known =
            revision.isStateless
            ? "server/discover, tools/list, tools/call" : "initialize, ping, tools/list, tools/call"
        return ProtocolError(
            .methodNotFound, "Unknown method \(method.debugDescription); this server answers \(known).",
            envelope: revision.isStateless)
    }
}
