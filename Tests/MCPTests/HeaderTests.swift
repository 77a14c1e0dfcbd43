import JSON
import MCP
import TestSupport
import Testing

@Suite struct HeaderTests {
    private func code(_ method: String, _ params: String, name: String?) async throws -> Int? {
        var ask = Ask(try FixtureServer.make(), .v2026_07_28)
        ask.headers = StandardHeaders(protocolVersion: "2026-07-28", method: method, name: name)
        return try await ask(method, params)?["error"]?["code"]?.int
    }

    @Test(
        "Mcp-Name must repeat the name or the URI",
        arguments: [
            ("tools/call", #"{"name":"whisper"}"#, "whisper", nil),
            ("tools/call", #"{"name":"whisper"}"#, "  whisper\t", nil),
            ("tools/call", #"{"name":"whisper"}"#, "=?base64?d2hpc3Blcg==?=", nil),
            ("tools/call", #"{"name":"whisper"}"#, nil, -32020),
            ("tools/call", #"{"name":"whisper"}"#, "echo", -32020),
            ("tools/call", #"{"name":"whisper"}"#, "Whisper", -32020),
            ("tools/call", #"{"name":"whisper"}"#, "=?base64?d2hpc3Blcg=?=", -32020),
            ("tools/call", #"{"name":"whisper"}"#, "=?BASE64?d2hpc3Blcg==?=", -32020),
            ("tools/call", "{}", "whisper", -32020),
            ("tools/call", "{}", nil, -32020),
            ("prompts/get", #"{"name":"test_simple_prompt"}"#, "test_simple_prompt", nil),
            ("prompts/get", #"{"name":"test_simple_prompt"}"#, "other", -32020),
            ("prompts/get", #"{"name":"test_simple_prompt"}"#, nil, -32020),
            ("prompts/get", #"{"name":7}"#, "7", -32020),
            ("resources/read", #"{"uri":"test://static-text"}"#, "test://static-text", nil),
            ("resources/read", #"{"uri":"test://static-text"}"#, "test://static-binary", -32020),
            ("resources/read", #"{"uri":"test://static-text"}"#, nil, -32020),
            ("resources/read", #"{"name":"test://static-text"}"#, "test://static-text", -32020),
            ("resources/read", #"{"uri":"test://template/1/data"}"#, "test://template/1/data", nil),
            ("resources/read", #"{"uri":"note:ö"}"#, "note:ö", -32020),
            ("resources/read", #"{"uri":"note:ö"}"#, "=?base64?bm90ZTrDtg==?=", -32602),
            ("resources/list", "{}", nil, nil), ("prompts/list", "{}", nil, nil),
            ("resources/list", "{}", "anything", nil),
        ] as [(String, String, String?, Int?)])
    func name(_ method: String, _ params: String, _ name: String?, _ expected: Int?) async throws {
        #expect(try await code(method, params, name: name) == expected)
    }

    @Test("HTTP answers a mismatch with 400")
    func status() throws {
        var ask = Ask(try FixtureServer.make(), .v2026_07_28)
        ask.headers = StandardHeaders(protocolVersion: "2026-07-28", method: "resources/read", name: "a:1")
        guard case .reply(let reply) = try ask.receive("resources/read", #"{"uri":"a:2"}"#) else {
            Issue.record("a mismatch is answered at once")
            return
        }
        #expect(reply.httpStatus == 400)
    }

    @Test(
        "what a header cannot carry is encoded (2026-07-28, value encoding)",
        arguments: [
            ("us-west1", "us-west1"), ("a b", "a b"), ("", ""),
            ("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?="),
            (" padded ", "=?base64?IHBhZGRlZCA=?="),
            ("line1\nline2", "=?base64?bGluZTEKbGluZTI=?="),
            ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="),
            ("=?base64?SGVsbG8=", "=?base64?SGVsbG8="),
        ])
    func encoding(_ text: String, _ value: String) { #expect(HeaderText.encode(text) == value) }
}
