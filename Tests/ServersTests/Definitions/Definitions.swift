import Gateway
import JSON
import MCP
import Servers

/// What a server answers to `tools/list` in revision 2025-11-25.
struct Definitions {
    let tools: [JSONView]
    /// Size of the whole result.
    let bytes: Int

    /// As DESIGN section 5 counts them.
    var tokens: Int { bytes / 4 }

    /// First line of a golden.
    var header: String { "{\"bytes\":\(bytes),\"tokens\":\(tokens),\"tools\":\(tools.count)}" }

    init(_ name: String, surface: Surface = .default) throws {
        let server = try Self.server(name, surface: surface)
        let peer = Peer(client: ClientDescription(revision: .v2025_11_25), principal: Caller.local)
        let request = try JSONDocument(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#).root
        guard case .reply(let reply) = server.receive(request, from: peer),
            let result = try JSONDocument(reply.bytes).root["result"], result["nextCursor"] == nil
        else { throw NeverHappened() }
        bytes = result.raw.count
        tools = result["tools"]?.elements.map { $0 } ?? []
    }

    /// A server whose provider is never asked.
    static func server(
        _ name: String, surface: Surface = .default, policy: ToolPolicy = ToolPolicy()
    ) throws -> Server {
        var environment = ToolEnvironment(
            upstream: ScriptedUpstream { _ in .text("{}") }, defaults: CallDefaults(),
            files: FileBridge(roots: [], sizeLimit: 0, source: nil),
            output: Outputs(folder: "/nowhere", inlineLimit: 0, now: { 0 }), handles: Handles())
        environment.policy = policy
        return try Family(environment: environment, version: "1.0").server([name], surface: surface)
    }
}
