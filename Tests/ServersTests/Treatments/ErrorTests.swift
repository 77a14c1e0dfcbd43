import Gateway
import JSON
import MCP
import Servers
import TestSupport
import Testing

/// What becomes of a provider's errors.
@Suite struct ErrorTests {
    struct Case: Sendable, CustomStringConvertible {
        let status: Int
        var headers: [(name: String, value: String)] = []
        let body: String
        let kind: String
        let sentence: String
        /// Members of the structured content.
        var members: [String: String] = [:]

        var description: String { "\(status) \(body.prefix(60))" }
        var answer: Answer { .text(body, status: status, headers: headers) }
    }

    private static let cases = [
        Case(status: 200, body: "garbage", kind: "malformed_answer", sentence: "the provider's answer is not JSON"),
        Case(status: 200, body: #"{"id":"m""#, kind: "malformed_answer", sentence: "the provider's answer is not JSON"),
        Case(
            status: 200, headers: [("content-type", "text/html")], body: "<html><title>Welcome</title></html>",
            kind: "malformed_answer", sentence: "check that the base URL points to an OpenAI-compatible API"),
        Case(
            status: 401, headers: [("x-request-id", "req_7")],
            body: #"{"error":{"message":"Incorrect key","type":"invalid_request_error","code":"invalid_api_key"}}"#,
            kind: "invalid_api_key", sentence: "Incorrect key",
            members: [
                "status": "401", "request_id": #""req_7""#, "code": #""invalid_api_key""#,
                "type": #""invalid_request_error""#,
            ]),
        Case(
            status: 429, headers: [("retry-after", "7")], body: #"{"error":{"message":"Slow down"}}"#,
            kind: "rate_limit_exceeded", sentence: "wait 7 s", members: ["retry_after": "7"]),
        Case(
            status: 429, body: #"{"error":{"message":"Used up","code":"insufficient_quota"}}"#, kind: "quota_exceeded",
            sentence: "Used up"),
        Case(
            status: 503, headers: [("content-type", "text/html")], body: "<html><title>Down</title></html>",
            kind: "model_overloaded", sentence: "Down"),
        Case(
            status: 400, body: #"{"error":{"message":"Bad n","param":"n","code":null}}"#, kind: "invalid_request",
            sentence: "Bad n; correct 'n' and call again", members: ["param": #""n""#]),
        Case(status: 500, body: "", kind: "server_error", sentence: "(HTTP 500)", members: ["status": "500"]),
    ]

    @Test("an error is a tool result that says what happened and what to do", arguments: cases)
    func toolResult(_ test: Case) async throws {
        let outcome = try await Workbench(answering: test.answer).call("model-list")
        #expect(outcome.isError)
        #expect(outcome.texts.count == 1 && outcome.texts[0].hasPrefix("OpenAI API error: "), "\(outcome.texts)")
        #expect(outcome.texts[0].contains(test.sentence), "\(outcome.texts)")
        #expect(outcome.structured?["kind"]?.string == test.kind)
        #expect(outcome.structured?["message"]?.string == outcome.texts[0])
        for (name, value) in test.members {
            #expect(outcome.structured?[name].map { String(decoding: $0.raw, as: UTF8.self) } == value, "\(name)")
        }
    }

    @Test("or, if so configured, JSON-RPC error -32603 with the same data", arguments: cases)
    func protocolError(_ test: Case) async throws {
        let bench = try await Workbench(answering: test.answer, with: .init(errors: .protocolError))
        let message = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"model-list"}}"#
        let peer = Peer(client: ClientDescription(revision: .v2025_11_25), principal: Caller.local)
        guard case .work(let work) = bench.server.receive(try JSONDocument(message).root, from: peer) else {
            throw NeverHappened()
        }
        let reply = try JSONDocument(try #require(await work.run(outlet: Inbox())).bytes).root
        #expect(reply["result"] == nil)
        #expect(reply["error"]?["code"]?.int == -32603)
        #expect(reply["error"]?["message"]?.string?.hasPrefix("OpenAI API error: ") == true)
        #expect(reply["error"]?["data"]?["kind"]?.string == test.kind)
    }

    @Test(
        "a provider that does not answer",
        arguments: [
            ("model-list", "{}", UpstreamFailure.Kind.connect, false, "connection_failed", nil),
            ("model-list", "{}", .timeout, true, "timeout", nil),
            ("embedding-create", #"{"input": "x"}"#, .timeout, true, "timeout", true),
            ("embedding-create", #"{"input": "x"}"#, .noKey, false, "missing_api_key", nil),
        ] as [(String, String, UpstreamFailure.Kind, Bool, String, Bool?)])
    func failures(
        _ tool: String, _ arguments: String, _ failure: UpstreamFailure.Kind, _ sent: Bool, _ kind: String,
        _ billed: Bool?
    ) async throws {
        let bench = try await Workbench { _ in throw UpstreamFailure(failure, mayHaveBeenSent: sent, "it went wrong") }
        let outcome = try await bench.call(tool, arguments)
        #expect(outcome.isError)
        #expect(outcome.structured?["kind"]?.string == kind)
        #expect(outcome.structured?["may_have_been_billed"]?.bool == billed)
    }

    @Test(
        "no key is in an error, whoever it belongs to",
        arguments: [
            Answer.text(#"{"error":{"message":"Wrong key: plain-key-of-ann or plain-key-of-house"}}"#, status: 401),
            .text(#"{"error":{"message":"x","param":"plain-key-of-ann plain-key-of-house"}}"#, status: 400),
            .events([#"{"error":{"message":"Wrong key: plain-key-of-ann or plain-key-of-house"}}"#]),
        ])
    func keys(_ answer: Answer) async throws {
        let ann = Caller(id: "ann", key: SecretString("plain-key-of-ann"), mayUseServerKey: false)
        let house = Redactor([SecretString("plain-key-of-house")])
        let bench = try await Workbench(answering: answer, with: .init(redactor: house, caller: ann))
        let outcome = try await bench.call(
            "chat-completion-create", #"{"messages": [{"role": "user", "content": "x"}]}"#)
        let text = String(decoding: outcome.result.raw, as: UTF8.self)
        #expect(outcome.isError)
        #expect(!text.contains("plain-key") && text.contains("[redacted]"), "\(text)")
    }

    @Test(
        "a 200 that is no answer of its endpoint is the provider's fault",
        arguments: [
            ("chat-completion-create", ""), ("chat-completion-create", "null"), ("chat-completion-create", "[]"),
            ("chat-completion-create", #"{"choices":[]}"#), ("response-create", "{}"),
            ("embedding-create", #"{"data":[]}"#),
            ("image-generate", #"{"created":1}"#),
        ])
    func nonsense(_ tool: String, _ body: String) async throws {
        let arguments = [
            "chat-completion-create": #"{"messages": [{"role": "user", "content": "x"}]}"#,
            "image-generate": #"{"prompt": "x"}"#,
        ]
        let outcome = try await Workbench(body).call(tool, arguments[tool] ?? #"{"input": "x"}"#)
        #expect(outcome.isError)
        #expect(outcome.structured?["kind"]?.string == "malformed_answer", "\(outcome.texts)")
    }

    @Test("an error that comes with status 200 is an error")
    func errorWithSuccess() async throws {
        let outcome = try await Workbench(#"{"error":{"message":"Out of memory","code":null}}"#)
            .call("chat-completion-create", #"{"messages": [{"role": "user", "content": "x"}]}"#)
        #expect(outcome.isError)
        #expect(outcome.texts[0].hasPrefix("OpenAI API error: Out of memory"), "\(outcome.texts)")
    }
}
