import JSON
import Testing

@testable import Embedded

@Suite struct SchemaFillerTests {
    static let message = """
        Alice and Bob meet on 2026-11-24 in Berlin. The budget is 250 euros for 3 people. Priority: high. \
        Write to bob@example.org about "the red boat". Is it urgent? urgent: yes
        """

    /// Whatever the schema, the value satisfies it; where the text has a value, it is that one.
    @Test(
        arguments: [
            (
                #"{"type":"object","properties":{"date":{"type":"string","format":"date"}},"required":["date"]}"#,
                #"{"date":"2026-11-24"}"#
            ),
            (
                #"{"type":"object","properties":{"budget":{"type":"number"},"people":{"type":"integer"}},"required":["budget","people"]}"#,
                #"{"budget":250,"people":3}"#
            ),
            (
                #"{"type":"object","properties":{"priority":{"enum":["low","medium","high"]}},"required":["priority"]}"#,
                #"{"priority":"high"}"#
            ),
            (
                #"{"type":"object","properties":{"email":{"type":"string","format":"email"}}}"#,
                #"{"email":"bob@example.org"}"#
            ),
            (
                #"{"type":"object","properties":{"urgent":{"type":"boolean"}},"required":["urgent"]}"#,
                #"{"urgent":true}"#
            ),
            (#"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#, #"{"city":"Alice"}"#),
            (
                #"{"type":"object","properties":{"n":{"type":"integer","minimum":400,"multipleOf":7}},"required":["n"]}"#,
                #"{"n":406}"#
            ),
            (#"{"type":"array","items":{"type":"string","enum":["red","blue","high"]}}"#, #"["red","high"]"#),
            (
                #"{"type":"object","properties":{"names":{"type":"array","items":{"type":"integer"},"minItems":4,"maxItems":4}},"required":["names"]}"#,
                nil
            ),
            (
                ##"{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"text":{"type":"string"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["text","next"],"additionalProperties":false}}}"##,
                nil
            ),
            (
                ##"{"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}},"required":["children"]}"##,
                nil
            ),
            (#"{"type":"object","required":["a","b"],"additionalProperties":{"type":"integer"}}"#, nil),
            (
                #"{"allOf":[{"type":"object","properties":{"a":{"const":5}},"required":["a"]},{"properties":{"b":{"type":"null"}},"required":["b"]}]}"#,
                #"{"a":5,"b":null}"#
            ),
            (
                #"{"type":"object","properties":{"s":{"type":"string","minLength":200,"maxLength":210}},"required":["s"]}"#,
                nil
            ),
            (#"{"type":"object","properties":{"s":{"type":"string","maxLength":3}},"required":["s"]}"#, nil),
            (
                #"{"type":"object","properties":{"x":{"anyOf":[{"type":"null"},{"type":"number","exclusiveMinimum":0,"maximum":1}]}},"required":["x"]}"#,
                nil
            ),
            (#"{"type":["string","null"]}"#, nil),
            (#"{}"#, nil),
        ] as [(String, String?)])
    func satisfies(_ schema: String, _ expected: String?) throws {
        let root = try JSONDocument(schema).root
        for answers in [true, false] {
            let conversation = Conversation(turns: [.init(role: .user, text: Self.message)])
            let evidence = Evidence(conversation, reading: Reading(conversation))
            var filler = SchemaFiller(root, evidence: evidence, answers: answers)
            let value = try JSONDocument(filler.value().encoded)
            #expect(SchemaCheck(root: root).faults(value.root) == [], "\(String(decoding: value.bytes, as: UTF8.self))")
            if let expected, answers { #expect(String(decoding: value.bytes, as: UTF8.self) == expected) }
        }
    }

    @Test func structuredOutput() async throws {
        let schema: JSONValue = [
            "type": "object", "properties": ["answer": ["type": "string"], "year": ["type": "integer"]],
            "required": ["answer", "year"], "additionalProperties": false,
        ]
        let document = "The bridge was opened in 1932. Trains cross it daily. What opened in 1932?"
        let provider = stillProvider()
        let chat = try await provider.ask(
            "POST", "/chat/completions",
            [
                "model": "offline", "messages": [["role": "user", "content": .string(document)]],
                "response_format": [
                    "type": "json_schema", "json_schema": ["name": "a", "schema": schema, "strict": true],
                ],
            ])
        let response = try await provider.ask(
            "POST", "/responses",
            [
                "model": "offline", "input": .string(document),
                "text": ["format": ["type": "json_schema", "name": "a", "schema": schema, "strict": true]],
            ])
        for text in [
            try chat.root[["choices", "0", "message", "content"]]?.string,
            try response.root[["output", "0", "content", "0", "text"]]?.string,
        ] {
            #expect(text == #"{"answer":"The bridge was opened in 1932.","year":1932}"#)
        }
    }

    @Test func anyObject() async throws {
        let reply = try await stillProvider().ask(
            "POST", "/chat/completions",
            [
                "model": "offline", "messages": [["role": "user", "content": "As JSON: cats purr. Who purrs?"]],
                "response_format": ["type": "json_object"],
            ])
        let text = try #require(try reply.root[["choices", "0", "message", "content"]]?.string)
        #expect(try JSONDocument(text).root["answer"]?.string?.contains("cats purr") == true)
    }
}
