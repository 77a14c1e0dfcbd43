import JSON
import MCP
import NIOHTTP1
import TestSupport
import Testing

@testable import HTTPTransport

/// Whatever comes, what goes back is well-formed.
@Suite struct HostileTests {
    private static let paths = [
        "/mcp", "/mcp/", "/alpha/mcp", "/mcp/sk-1", "/sse", "/alpha/sse", "/messages", "/messages?session=x",
        "/mcp?tools=",
    ]

    @Test(arguments: [1, 2, 3, 4]) func everyAnswerIsWellFormed(seed: UInt64) async throws {
        let server = try Conformance.server()
        try await Harness.run(
            {
                $0.servesSSE = true
                $0.drainTime = .milliseconds(50)
            }, joined: server
        ) { http in
            var dice = Dice(seed: seed)
            let session = try await http.session()
            let id = try #require(session.first { $0.0 == "mcp-session-id" }?.1)
            let stream = try await http.post(Message.call("test_tool_with_progress", token: "t"), session)
            let event = try #require(stream.body.split(separator: "\n").first { $0.hasPrefix("id: ") }?.dropFirst(4))
            let values = Self.values(session: id, event: String(event))
            for _ in 0..<150 {
                var headers: [(String, String)] = []
                for (name, known) in values where dice.below(3) == 0 {
                    let value = dice.pick(known)
                    headers.append((name, dice.below(3) == 0 ? dice.spoil(value) : value))
                }
                let method = dice.pick(["POST", "POST", "POST", "GET", "DELETE", "OPTIONS", "PUT", "HEAD"])
                var body = dice.pick(Self.bodies)
                if dice.below(2) == 0 { body = dice.spoil(body) }
                let path = dice.pick(Self.paths)
                let faults = try await Self.faults(http, method, path, headers, method == "GET" ? nil : body)
                #expect(faults.isEmpty, "\(faults) for \(method) \(path) \(headers) \(body)")
            }
            #expect(try await http.post(Message.call("test_simple_text"), Message.both).status == 200)
        }
    }

    private static func values(session: String, event: String) -> [(name: String, known: [String])] {
        [
            (
                "accept",
                ["application/json, text/event-stream", "text/event-stream", "application/json", "*/*", "text/html"]
            ),
            ("content-type", ["application/json", "application/json; charset=utf-8", "text/plain", ""]),
            ("mcp-session-id", [session, "", "x", String(repeating: "A", count: 4000)]),
            ("mcp-protocol-version", Revision.allCases.map(\.rawValue) + ["", "2099-01-01"]),
            ("last-event-id", [event, "x-1", "-1", "x-9223372036854775807", ""]),
            ("mcp-method", ["tools/call", "tools/list", "subscriptions/listen", "server/discover", ""]),
            ("mcp-name", ["test_simple_text", "test_mirrored_parameter", "=?base64?dGVzdA==?=", "=?base64?!?=", ""]),
            ("mcp-param-region", ["Hello", "=?base64?SGVsbG8=?=", "=?base64?", ""]),
            ("mcp-param-", ["x"]), ("x-api-key", ["sk-1", ""]), ("origin", ["http://localhost", "null"]),
            ("x-mcp-tools", ["test_*", ",,,", "[", ""]), ("x-mcp-readonly", ["true", "perhaps"]),
        ]
    }

    private static let bodies: [String] = {
        let meta =
            #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{},"extensions":{"io.modelcontextprotocol/tasks":{}}}}"#
        func stateless(_ method: String, _ params: String) -> String {
            #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(params)\#(meta)}}"#
        }
        return [
            Message.list, Message.initialized, Message.initialize("2025-11-25"), Message.call("test_simple_text"),
            Message.call("test_tool_with_progress", token: "t"), Message.call("test_reconnection"), "", "[]", "{}",
            "[\(Message.list),\(Message.call("test_simple_text"))]", #"{"jsonrpc":"2.0","id":"ask-1","result":{}}"#,
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
            stateless("server/discover", ""), stateless("tools/list", #""cursor":"page-1","#),
            stateless("subscriptions/listen", #""notifications":{"toolsListChanged":true,"taskIds":["a"]},"#),
            stateless("tools/call", #""name":"test_mirrored_parameter","arguments":{"region":"Hello"},"#),
            stateless(
                "tools/call",
                #""name":"test_input_required_result_request_state","requestState":"AAAA","inputResponses":{"confirm":{}},"#
            ),
            stateless("tasks/update", #""taskId":"task-1","inputResponses":{"a":1},"#),
            stateless("resources/read", #""uri":"test://template/%ff/data","#),
        ]
    }()

    /// What is wrong with the answer.
    private static func faults(
        _ http: Harness, _ method: String, _ path: String, _ headers: [(String, String)], _ body: String?
    ) async throws -> [String] {
        let response = try await http.open(HTTPMethod(rawValue: method), path, headers, body: body)
        let status = Int(response.status.code)
        let type = response.headers.first(name: "content-type")
        guard [200, 202, 204, 400, 403, 404, 405, 406, 413, 415].contains(status) else { return ["status \(status)"] }
        // Streams need not end.
        if type == "text/event-stream" { return status == 200 ? [] : ["a stream of status \(status)"] }
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        if text.isEmpty || method == "HEAD" { return status == 200 && method != "HEAD" ? ["nothing"] : [] }
        guard type == "application/json", let root = try? JSONDocument(text).root else { return ["not JSON: \(text)"] }
        let messages = root.kind == .array ? Array(root.elements) : [root]
        return messages.compactMap { message in
            let error = message["error"]
            let isError = error?["code"]?.int != nil && error?["message"]?.string?.isEmpty == false
            guard message["jsonrpc"]?.string == "2.0", isError || message["result"]?.kind == .object else {
                return "no message: \(text)"
            }
            return status >= 400 && !isError ? "status \(status) with a result" : nil
        }
    }
}

extension Dice {
    /// A text with some characters changed, dropped or doubled.
    fileprivate mutating func spoil(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...below(3) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(4) {
            case 0: bytes[place] = UInt8(0x21 + below(94))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
