import JSON
import MCP
import Testing

@Suite struct ElicitationFormTests {
    private func form(_ properties: JSONValue, required: [String] = []) -> ElicitationForm {
        ElicitationForm(
            .form(
                "Well?",
                schema: [
                    "type": "object", "properties": properties, "required": .array(required.map { .string($0) }),
                ]))
    }

    @Test(
        "what a person types becomes the value that is meant",
        arguments: [
            (#"{"type":"string"}"#, "hello", #""hello""#), (#"{"type":"integer"}"#, "7", "7"),
            (#"{"type":"integer"}"#, "7.5", nil), (#"{"type":"number"}"#, "7.5", "7.5"),
            (#"{"type":"number"}"#, "many", nil), (#"{"type":"boolean"}"#, "Yes", "true"),
            (#"{"type":"boolean"}"#, "n", "false"), (#"{"type":"boolean"}"#, "perhaps", nil),
            (#"{"type":"string","enum":["a","b"]}"#, "b", #""b""#),
            (#"{"type":"string","enum":["a","b"]}"#, "1", #""a""#),
            (#"{"type":"string","enum":["a","b"]}"#, "3", nil),
            (#"{"type":"string","enum":["a","b"],"enumNames":["One","Two"]}"#, "Two", #""b""#),
            (#"{"type":"string","oneOf":[{"const":"x","title":"Ex"}]}"#, "Ex", #""x""#),
            (#"{"type":"array","items":{"type":"string","enum":["a","b","c"]}}"#, "1, c", #"["a","c"]"#),
            (#"{"type":"array","items":{"anyOf":[{"const":"x","title":"Ex"}]}}"#, "Ex", #"["x"]"#),
            (#"{"type":"string"}"#, "", nil), (#"{"type":"string","default":"d"}"#, "", #""d""#),
        ] as [(String, String, String?)])
    func values(_ schema: String, _ text: String, _ expected: String?) throws {
        let property = JSONValue(try JSONDocument(schema).root)
        let field = try #require(form(["f": property], required: ["f"]).fields.first)
        let value = try? field.value(of: text)
        #expect(value.map { String(decoding: $0.encoded, as: UTF8.self) } == expected)
    }

    @Test("what is not required may be left out")
    func optional() throws {
        let field = try #require(form(["f": ["type": "string"]]).fields.first)
        #expect(try field.value(of: "") == nil)
    }

    @Test("a yes is enough where nothing else is required")
    func consent() {
        #expect(form(["confirm": ["type": "boolean"]], required: ["confirm"]).consent == ["confirm": true])
        #expect(form(["ok": ["type": "boolean"], "why": ["type": "string"]]).consent == ["ok": true])
        #expect(form([:]).consent == .object([]))
        #expect(form(["name": ["type": "string"]], required: ["name"]).consent == nil)
    }

    @Test(
        "the messages of HTTP+SSE go only to the host of the stream",
        arguments: [
            ("/messages?session=1", "http://h:1/messages?session=1"), ("messages", "http://h:1/a/messages"),
            ("http://h:1/x", "http://h:1/x"), ("HTTP://H:1/x", "HTTP://H:1/x"), ("http://evil/x", nil),
            ("https://h:1/x", nil), ("http://h:2/x", nil), ("//evil/x", nil), ("http://h:1@evil/x", nil), ("", nil),
            ("/a b", nil), ("/a\r\nX: y", nil),
        ] as [(String, String?)])
    func endpoints(_ endpoint: String, _ url: String?) {
        #expect(LegacyEndpoint.url(endpoint, from: "http://h:1/a/sse?x=/y") == url)
    }
}
