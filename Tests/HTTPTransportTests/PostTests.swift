import JSON
import MCP
import Testing

@testable import HTTPTransport

@Suite struct PostTests {
    // MARK: Bare clients

    @Test(arguments: [nil, "*/*", "application/json", "application/*;q=0.5"])
    func bareRequestIsAnsweredAsJSON(accept: String?) async throws {
        try await Harness.run { server in
            let headers = accept.map { [("accept", $0)] } ?? []
            let list = try await server.post(Message.list, headers)
            #expect(list.status == 200)
            #expect(list.type == "application/json")
            #expect(list.json?["result"]?["tools"]?.count == 8)
            let call = try await server.post(Message.call("progress", token: "t"), headers)
            #expect(call.type == "application/json")
            #expect(call.text == "done")
            let withoutType = try await server.send(
                .POST, "/mcp", headers, body: Message.call("echo", #"{"text":"a"}"#))
            #expect(withoutType.text == "a")
        }
    }

    @Test func everyPathLeadsToItsServer() async throws {
        try await Harness.run { server in
            for (path, name) in [
                ("/mcp", "joined"), ("/mcp/", "joined"), ("/mcp?x=1", "joined"), ("/alpha/mcp", "alpha"),
                ("/beta/mcp/", "beta"), ("/alpha/mcp/sk-1", "alpha"), ("/mcp/sk-1", "joined"),
            ] {
                let answer = try await server.post(Message.initialize("2025-06-18"), to: path)
                #expect(answer.json?["result"]?["serverInfo"]?["name"]?.string == name, "\(path)")
            }
            for path in ["/gamma/mcp", "/", "/alpha", "/alpha/mcp/a/b", "/gamma/mcp/sk-secret"] {
                let answer = try await server.post(Message.list, to: path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.body.contains("/mcp, /alpha/mcp, /beta/mcp"), "\(path)")
                #expect(!answer.body.contains("secret"))
            }
        }
    }

    // MARK: What a message becomes

    @Test func outcomesHaveTheirStatus() async throws {
        let cases: [(body: String, status: Int, code: Int?)] = [
            (Message.initialized, 202, nil),
            (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, 202, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, 200, nil),
            (#"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#, 200, -32601),
            (Message.call("no-such-tool"), 200, -32601),
            (Message.call("fault"), 200, -32603),
            (Message.call("fail"), 200, nil),
            (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, 400, -32600),
            (#"{"id":1}"#, 400, -32600),
            (#"{"jsonrpc":"2.0","#, 400, -32700),
            ("", 400, -32700),
            ("[]", 400, -32600),
        ]
        try await Harness.run { server in
            for (body, status, code) in cases {
                let answer = try await server.post(body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.code == code, "\(body)")
                if status == 202 { #expect(answer.body.isEmpty) }
            }
            let broken = try await server.post(#"{"jsonrpc":"2.0", x}"#)
            #expect(broken.json?["error"]?["message"]?.string?.contains("at byte 18") == true)
            #expect(broken.json?["id"]?.isNull == true)
            let stateless = try await server.post("{", [("mcp-protocol-version", "2026-07-28")])
            #expect(stateless.json?["id"] == nil)
        }
    }

    @Test func headersAreChecked() async throws {
        try await Harness.run { server in
            #expect(
                try await server.send(.POST, "/mcp", [("content-type", "text/plain")], body: Message.list).status == 415
            )
            #expect(try await server.post(Message.list, [("content-encoding", "gzip")]).status == 415)
            #expect(try await server.post(Message.list, [("accept", "text/html")]).status == 406)
            #expect(try await server.post(Message.list, [("accept", "application/json;q=0")]).status == 406)
            let typed = try await server.send(
                .POST, "/mcp", [("content-type", "Application/JSON; charset=utf-8")], body: Message.list)
            #expect(typed.status == 200)
            for method in ["GET", "PUT"] {
                let answer = try await server.send(.init(rawValue: method))
                #expect(answer.status == 405)
                #expect(answer.headers.first(name: "allow") == "GET, POST, DELETE, OPTIONS")
            }
        }
    }

    @Test func bodyLimitLeavesTheConnectionUsable() async throws {
        try await Harness.run({ $0.bodyLimit = 2000 }) { server in
            let large = Message.call("echo", #"{"text":"\#(String(repeating: "x", count: 200_000))"}"#)
            for _ in 0..<3 {
                let answer = try await server.post(large)
                #expect(answer.status == 413)
                #expect(answer.code == -32600)
                #expect(try await server.post(Message.call("echo", #"{"text":"a"}"#)).text == "a")
            }
        }
    }

    // MARK: Stateless clients

    @Test func statelessRequestsAreChecked() async throws {
        try await Harness.run { server in
            let discover = Message.stateless("server/discover")
            #expect(try await server.post(discover.body, discover.headers).status == 200)
            let call = Message.stateless("tools/call", name: "echo", #"{"text":"hi"}"#)
            #expect(try await server.post(call.body, call.headers).text == "hi")
            #expect(try await server.post(call.body, call.headers + [("mcp-session-id", "garbage")]).status == 200)

            let wrong = Message.stateless("tools/list")
            #expect(try await server.post(call.body, wrong.headers).code == -32020)
            let unknown = Message.stateless("tools/list", version: "v999.0.0")
            let refused = try await server.post(unknown.body, unknown.headers)
            #expect(refused.status == 400)
            #expect(refused.code == -32022)
            let method = Message.stateless("ping")
            let removed = try await server.post(method.body, method.headers)
            #expect(removed.status == 404)
            #expect(removed.code == -32601)
            let events = method.headers.dropFirst() + [("accept", "text/event-stream")]
            let whole = try await server.post(method.body, Array(events))
            #expect(whole.status == 404)
            #expect(whole.type == "application/json")
            #expect(whole.code == -32601)
        }
    }

    @Test func headerOfAnUnknownRevisionIsRefused() async throws {
        try await Harness.run { server in
            let header = [("MCP-PROTOCOL-VERSION", "2031-01-01")]
            for body in [Message.list, Message.initialized] {
                let answer = try await server.post(body, header)
                #expect(answer.status == 400)
                #expect(answer.code == -32600)
            }
            #expect(try await server.post(Message.initialize("2031-01-01"), header).status == 200)
            #expect(
                try await server.post(Message.initialize("2025-11-25"), [("mcp-protocol-version", "2026-07-28")]).status
                    == 200)
            #expect(
                try await server.post(Message.initialize("2025-11-25"), [("mcp-protocol-version", "2025-11-25")]).status
                    == 200)
        }
    }

    // MARK: Batches

    @Test func batchesAreAnsweredWhereTheRevisionHasThem() async throws {
        let batch = "[\(Message.list),\(Message.initialized),\(Message.call("echo", #"{"text":"b"}"#))]"
        try await Harness.run { server in
            let bare = try await server.post(batch)
            #expect(bare.status == 200)
            #expect(bare.json?.count == 2)
            #expect(try await server.post("[\(Message.initialized)]").status == 202)
            let old = try await server.initialize(revision: "2025-03-26")
            #expect(try await server.post(batch, [("mcp-session-id", old)]).json?.count == 2)
            let new = try await server.initialize(revision: "2025-06-18")
            let refused = try await server.post(batch, [("mcp-session-id", new)])
            #expect(refused.status == 400)
            #expect(refused.code == -32600)
            #expect(try await server.post(batch, [("mcp-protocol-version", "2025-11-25")]).code == -32600)
            let many = "[\(Array(repeating: "1", count: 101).joined(separator: ","))]"
            #expect(try await server.post(many).status == 400)
            let progress =
                "[\(Message.call("progress", id: 1, token: "a")),\(Message.call("progress", id: 2, token: "b"))]"
            let stream = try await server.post(progress, Message.both)
            #expect(stream.type == "text/event-stream")
            #expect(stream.events.count == 7)
            #expect(stream.events.last?.count == 2)
        }
    }

    @Test func idsOfABatchAreRefusedOneByOne() async throws {
        let batch = "[\(Message.call("echo", id: 1)),\(Message.call("echo", id: 1)),\(Message.call("echo", id: 3))]"
        try await Harness.run { server in
            let session = [("mcp-session-id", try await server.initialize(revision: "2025-03-26"))]
            async let waiting = server.post(Message.call("sleep", #"{"ms":10000}"#, id: 3), session)
            #expect(try await server.witness.waits(for: "sleeping"))
            for (headers, faults) in [([], [1]), (session, [1, 3])] {
                let answer = try await server.post(batch, headers)
                #expect(answer.status == 200)
                let replies = Array(try #require(answer.json).elements)
                #expect(replies.count == 3)
                let refused = replies.filter { $0["error"]?["code"]?.int == -32600 }.compactMap { $0["id"]?.int }
                #expect(refused.sorted() == faults)
            }
            let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"#
            #expect(try await server.post(cancel, session).status == 202)
            #expect(try await waiting.status == 202)
        }
    }
}
