import JSON
import MCP
import Testing

/// Answers that count only after their question.
@Suite struct SealedInputTests {
    /// Hides nothing and binds everything, so that a test can see what it does.
    private struct PlainSealer: Sealer {
        func seal(_ bytes: [UInt8], for context: [UInt8]) throws -> String {
            String(decoding: Base64.encode(context + [0] + bytes), as: UTF8.self)
        }

        func open(_ text: String, for context: [UInt8]) -> [UInt8]? {
            guard let all = Base64.decode(text.utf8), all.starts(with: context + [0]) else { return nil }
            return Array(all.dropFirst(context.count + 1))
        }
    }

    private struct Caller: Principal { let id = "tester" }
    private struct Deaf: Outlet { func send(_ message: [UInt8]) async {} }

    private static let form = InputRequest.form("?", schema: ["type": "object", "properties": [:]])
    private static let yes = #"{"action":"accept","content":{}}"#

    private func server() throws -> Server {
        var features = Features()
        features.sealer = PlainSealer()
        let tool = Tool(
            name: "twice", description: "Asks twice.", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
        ) { call in
            _ = try await call.input.ask("one", Self.form, sealed: true)
            _ = try await call.input.ask("two", Self.form, sealed: true)
            return ToolResult([.text("done")])
        }
        let identity = ServerIdentity(name: "s", title: "S", version: "1", instructions: "")
        return try Server(identity, tools: [tool], features: features)
    }

    private func call(_ server: Server, _ more: String = "") async throws -> JSONView? {
        let meta =
            #"{"\#(MetaKey.protocolVersion)":"2026-07-28","\#(MetaKey.clientCapabilities)":{"elicitation":{}}}"#
        let params = #"{"name":"twice","arguments":{}\#(more),"_meta":\#(meta)}"#
        let message = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":\#(params)}"#
        guard case .work(let work) = server.receive(try JSONDocument(message).root, from: Peer(principal: Caller()))
        else { return nil }
        let reply = try #require(await work.run(outlet: Deaf()))
        return try JSONDocument(reply.bytes).root["result"]
    }

    @Test("an answer that comes before its question is asked for all the same")
    func early() async throws {
        let server = try server()
        let both = #","inputResponses":{"one":\#(Self.yes),"two":\#(Self.yes)}"#
        let first = try await call(server, both)
        #expect(first?["inputRequests"]?.members.map(\.key) == ["one"])
        let state = try #require(first?["requestState"]?.string)
        let second = try await call(server, both + #","requestState":"\#(state)""#)
        #expect(second?["inputRequests"]?.members.map(\.key) == ["two"])
        let next = try #require(second?["requestState"]?.string)
        let third = try await call(server, both + #","requestState":"\#(next)""#)
        #expect(third?["content"]?[0]?["text"]?.string == "done")
    }
}
