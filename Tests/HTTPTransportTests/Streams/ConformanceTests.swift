import JSON
import MCP
import Testing

@testable import HTTPTransport

/// What the official conformance suite asks of statuses and headers; its conversations are transcripts.
@Suite struct ConformanceTests {
    // MARK: Stateless requests

    /// A request with the headers that repeat it, before one of them is changed.
    private struct Case: Sendable {
        var method = "tools/list"
        var params = ""
        var headers: [(String, String)] = []
        var meta = Case.whole

        static let version = #""io.modelcontextprotocol/protocolVersion":"2026-07-28""#
        static let whole = #"{\#(version),"io.modelcontextprotocol/clientCapabilities":{}}"#

        static func call(_ tool: String, _ arguments: String = "{}", _ headers: [(String, String)] = []) -> Case {
            Case(
                method: "tools/call", params: #""name":"\#(tool)","arguments":\#(arguments),"#,
                headers: [("Mcp-Method", "tools/call")] + headers)
        }

        var body: String {
            #"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":{\#(params)"_meta":\#(meta)}}"#
        }
    }

    private func send(
        _ http: Harness, _ one: Case, version: String = "2026-07-28"
    ) async throws -> Harness.Received {
        try await http.post(one.body, Message.both + [("MCP-Protocol-Version", version)] + one.headers)
    }

    @Test func errorsHaveTheirStatus() async throws {
        try await Conformance.run { http, _ in
            func discover(_ meta: String) -> Case {
                Case(method: "server/discover", headers: [("Mcp-Method", "server/discover")], meta: meta)
            }
            let capabilities = #""io.modelcontextprotocol/clientCapabilities":{}"#
            let cases: [(Case, String, Int, Int)] = [
                (discover("{}"), "2026-07-28", 400, -32602),
                (discover("{\(Case.version)}"), "2026-07-28", 400, -32602),
                (discover("{\(capabilities)}"), "2026-07-28", 400, -32602),
                (discover(Case.whole), "2025-11-25", 400, -32020),
                (
                    discover(#"{"io.modelcontextprotocol/protocolVersion":"2099-01-01",\#(capabilities)}"#),
                    "2099-01-01", 400, -32022
                ),
                (
                    .call("test_missing_capability", "{}", [("Mcp-Name", "test_missing_capability")]), "2026-07-28",
                    400, -32021
                ),
                (.call("no_such_tool", "{}", [("Mcp-Name", "no_such_tool")]), "2026-07-28", 200, -32602),
            ]
            for (one, version, status, code) in cases {
                let answer = try await send(http, one, version: version)
                #expect(answer.status == status, "\(one.body)")
                #expect(answer.code == code, "\(one.body)")
                #expect(answer.json?["id"]?.int == 7)
            }
            for method in [
                "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe",
                "unknown/method", "tasks/list", "tasks/result",
            ] {
                let answer = try await send(http, Case(method: method, headers: [("Mcp-Method", method)]))
                #expect(answer.status == 404, "\(method)")
                #expect(answer.code == -32601, "\(method)")
            }
        }
    }

    @Test func headersRepeatTheBody() async throws {
        let tool = "test_simple_text"
        let task =
            #"{\#(Case.version),"io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}"#
        @Sendable func get(_ headers: [(String, String)]) -> Case {
            Case(method: "tasks/get", params: #""taskId":"task-1","#, headers: headers, meta: task)
        }
        let read = Case(method: "resources/read", params: #""uri":"test://static-text","#)
        let rejected: [Case] = [
            Case(headers: [("Mcp-Method", "prompts/list")]), Case(), Case(headers: [("Mcp-Method", "TOOLS/LIST")]),
            .call(tool, "{}", [("Mcp-Name", "wrong_tool_name")]), .call(tool), .call(tool, "{}", [("Mcp-Name", "")]),
            .call(tool, "{}", [("Mcp-Name", tool), ("Mcp-Name", tool)]),
            Case(method: read.method, params: read.params, headers: [("Mcp-Method", read.method)]),
            get([("Mcp-Method", "tools/call"), ("Mcp-Name", "task-1")]),
            get([("Mcp-Method", "tasks/get"), ("Mcp-Name", "task-2")]), get([("Mcp-Method", "tasks/get")]),
        ]
        let accepted: [Case] = [
            Case(headers: [("mcp-method", "tools/list")]), Case(headers: [("MCP-METHOD", "tools/list")]),
            .call(tool, "{}", [("Mcp-Name", "  \(tool)  ")]), .call(tool, "{}", [("MCP-NAME", tool)]),
            .call(tool, "{}", [("Mcp-Name", HeaderText.encode(tool))]),
            Case(
                method: read.method, params: read.params,
                headers: [("Mcp-Method", read.method), ("Mcp-Name", "test://static-text")]),
        ]
        try await Conformance.run { http, _ in
            for one in rejected {
                let answer = try await send(http, one)
                #expect(answer.status == 400, "\(one)")
                #expect(answer.code == -32020, "\(one)")
            }
            for one in accepted {
                let answer = try await send(http, one)
                #expect(answer.status == 200, "\(one)")
                #expect(answer.json?["result"] != nil, "\(one)")
            }
            let known = try await send(http, get([("Mcp-Method", "tasks/get"), ("Mcp-Name", "task-1")]))
            #expect(known.code == -32602)
        }
    }

    @Test(arguments: [
        ("Hello", "=?base64?SGVsbG8=?=", true), ("Hello", "Hello", true), ("Hello", " Hello ", true),
        ("Hello", "=?base64?SGVsbG8?=", false), ("Hello", "=?base64?SGVs!!!bG8=?=", false),
        ("Hello", "=?BASE64?SGVsbG8=?=", false), ("Hello", "hello", false), ("Hello", nil, false),
        ("SGVsbG8=", "SGVsbG8=", true), ("=?base64?SGVsbG8=", "=?base64?SGVsbG8=", true),
        ("Grüße", "=?base64?R3LDvMOfZQ==?=", true), (nil, nil, true), (nil, "Hello", false),
    ])
    func anArgumentIsRepeated(argument: String?, header: String?, isAccepted: Bool) async throws {
        try await Conformance.run { http, _ in
            let arguments = argument.map { #"{"region":"\#($0)"}"# } ?? "{}"
            let tool = "test_mirrored_parameter"
            let headers = [("Mcp-Name", tool)] + (header.map { [("Mcp-Param-Region", $0)] } ?? [])
            let answer = try await send(http, .call(tool, arguments, headers))
            #expect(answer.status == (isAccepted ? 200 : 400))
            #expect(answer.code == (isAccepted ? nil : -32020))
            if isAccepted { #expect(answer.text == "Region: \(argument ?? "any")") }
        }
    }

    // MARK: Transport

    @Test(arguments: [true, false])
    func pagesOfOtherHostsAreRefused(isStateless: Bool) async throws {
        try await Conformance.run { http, _ in
            let (body, headers) =
                isStateless
                ? Message.stateless("server/discover")
                : (Message.initialize("2025-11-25"), Message.both + [("mcp-method", "initialize")])
            let evil = [("host", "evil.example.com"), ("origin", "http://evil.example.com")]
            let refused = try await http.post(body, headers + evil)
            #expect(refused.status == 403)
            for host in ["localhost:\(http.port)", "127.0.0.1:\(http.port)"] {
                let own = [("host", host), ("origin", "http://\(host)")]
                let answer = try await http.post(body, headers + own)
                #expect(answer.status == 200)
            }
        }
    }

    @Test func aSessionLivesFromInitializeToDelete() async throws {
        try await Conformance.run { http, _ in
            for version in [[], [("mcp-protocol-version", "2025-11-25")]] {
                let opened = try await http.post(Message.initialize("2025-11-25"), Message.both + version)
                #expect(opened.status == 200)
                let id = try #require(opened.session)
                #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                let session = Message.both + [("mcp-session-id", id), ("mcp-protocol-version", "2025-11-25")]
                let ready = try await http.post(Message.initialized, session)
                #expect(ready.status == 202)
                #expect(ready.body.isEmpty)
                #expect(try await http.send(.DELETE, "/mcp", session).status == 204)
                #expect(try await http.post(Message.list, session).status == 404)
            }
        }
    }

    @Test(arguments: ["text/event-stream, application/json", "text/event-stream"])
    func severalStreamsAreAnsweredAtOnce(accept: String) async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session().filter { $0.0 != "accept" } + [("accept", accept)]
            try await withThrowingTaskGroup(of: Harness.Received.self) { group in
                for id in 1000...1002 {
                    group.addTask {
                        try await http.post(#"{"jsonrpc":"2.0","id":\#(id),"method":"tools/list"}"#, session)
                    }
                }
                var ids: [Int] = []
                for try await answer in group {
                    #expect(answer.status == 200)
                    #expect(answer.type == "text/event-stream")
                    ids += answer.events.compactMap { $0["id"]?.int }
                }
                #expect(ids.sorted() == [1000, 1001, 1002])
            }
        }
    }

    @Test func batchesAreRefusedWhereThereAreNone() async throws {
        try await Conformance.run { http, _ in
            let batch = "[\(Message.list)]"
            for revision in ["2025-06-18", "2025-11-25", "2026-07-28"] {
                let header = [("mcp-protocol-version", revision)]
                let answer = try await http.post(batch, Message.both + header)
                #expect(answer.status == 400)
                #expect(answer.code == -32600)
            }
            // A request that declares another revision than the batch's is none of it.
            let old = try await http.session(revision: "2025-03-26")
            let call = Case.call("test_simple_text").body
            let answer = try await http.post("[\(call),\(Message.list)]", old)
            #expect(answer.json?.count == 2)
            #expect(answer.json?.elements.compactMap { $0["error"]?["code"]?.int }.count == 1)
        }
    }
}
