import JSON
import MCP
import Testing

/// Marks of headers in schemas: shown where the revision has them, and nowhere else.
@Suite struct MarkedSchemaTests {
    private static let marked =
        #"{"type":"object","properties":{"model":{"type":"string","x-mcp-header":"Model"},"list":{"type":"array","items":{"enum":[1,"a",null]}}}}"#
    private static let plain =
        #"{"type":"object","properties":{"model":{"type":"string"},"list":{"type":"array","items":{"enum":[1,"a",null]}}}}"#

    @Test(arguments: Revision.allCases)
    func shown(_ revision: Revision) throws {
        let schema = Array(Self.marked.utf8)
        let tool = Tool(
            name: "t", description: "Does.", inputSchema: schema,
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false),
            mirrored: MirroredParameter.all(in: try JSONDocument(schema).root)
        ) { _ in ToolResult([]) }
        let shown = try JSONDocument(tool.definition(for: revision)).root["inputSchema"]
        #expect(
            shown.map { String(decoding: $0.raw, as: UTF8.self) } == (revision.isStateless ? Self.marked : Self.plain))
    }

    @Test("a stateless call becomes a task where the tool says that it is long")
    func long() async throws {
        var features = Features()
        features.tasks = TaskDesk()
        let tool = Tool(
            name: "t", description: "Does.", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false),
            taskSupport: .optional, isLong: { $0?["long"]?.bool == true }
        ) { _ in ToolResult([.text("done")]) }
        let identity = ServerIdentity(name: "s", title: "S", version: "1", instructions: "")
        let server = try Server(identity, tools: [tool], features: features)
        for (arguments, type) in [("{}", "complete"), (#"{"long":true}"#, "task")] {
            let meta =
                #"{"\#(MetaKey.protocolVersion)":"2026-07-28","\#(MetaKey.clientCapabilities)":{"extensions":{"\#(MetaKey.tasksExtension)":{}}}}"#
            let message =
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":\#(arguments),"_meta":\#(meta)}}"#
            let peer = Peer(principal: Caller())
            guard case .work(let work) = server.receive(try JSONDocument(message).root, from: peer) else {
                Issue.record("no work")
                return
            }
            let reply = try #require(await work.run(outlet: Deaf()))
            #expect(try JSONDocument(reply.bytes).root.value(at: "/result/resultType")?.string == type)
        }
    }

    private struct Caller: Principal { let id = "tester" }

    private struct Deaf: Outlet { func send(_ message: [UInt8]) async {} }
}
