import JSON
import MCP
import TestSupport

/// One request to a server, in a given revision, without a transport.
struct Ask {
    let server: Server
    var revision = Revision.v2025_11_25
    var caller = "tester"
    var headers: StandardHeaders?
    /// What the client declares, as JSON text.
    var capabilities: String

    init(
        _ server: Server, _ revision: Revision = .v2025_11_25, caller: String = "tester", capabilities: String = "{}"
    ) {
        self.capabilities = capabilities
        self.server = server
        self.revision = revision
        self.caller = caller
    }

    /// The whole reply; nil where none came.
    func callAsFunction(_ method: String, _ params: String = "{}") async throws -> JSONView? {
        let outcome = try receive(method, params)
        switch outcome {
        case .reply(let reply), .initialized(let reply, _): return try JSONDocument(reply.bytes).root
        case .work(let work): return try (await work.run(outlet: Inbox())).map { try JSONDocument($0.bytes).root }
        case .nothing, .cancel: return nil
        }
    }

    /// What the transport would get.
    func receive(_ method: String, _ params: String = "{}") throws -> Outcome {
        var body = params
        if revision.isStateless {
            let meta =
                #""_meta":{"\#(MetaKey.protocolVersion)":"\#(revision.rawValue)","\#(MetaKey.clientCapabilities)":\#(capabilities)}"#
            body = params.dropLast() + (params == "{}" ? "" : ",") + meta + "}"
        }
        let message = try JSONDocument(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(body)}"#).root
        let client =
            revision.isStateless ? nil : ClientDescription(revision: revision, capabilities: Array(capabilities.utf8))
        return server.receive(
            message, from: Peer(client: client, principal: FixtureServer.Tester(caller), headers: headers))
    }
}
