import JSON
import Testing

@testable import Embedded

/// Every answer has the shape that the facts about the API give it.
@Suite(.enabled(if: APIFacts.responses != nil && APIFacts.events != nil, "needs ../shared/openai-api"))
struct ShapeTests {
    let provider = stillProvider()
    static let story: JSONValue = [
        ["role": "system", "content": "The office opens at nine. The cat is called Tom."],
        ["role": "user", "content": "What is the cat called?"],
    ]
    static let tools: JSONValue = [
        [
            "type": "function",
            "function": [
                "name": "get_weather",
                "parameters": [
                    "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
                ],
            ],
        ]
    ]

    private func expect(_ reply: Reply, fits operation: String, at location: SourceLocation = #_sourceLocation) throws {
        #expect(reply.status == 200, "\(reply.text.prefix(200))", sourceLocation: location)
        let schema = try #require(APIFacts.responses?[operation]?["schema"], sourceLocation: location)
        #expect(SchemaCheck(root: schema).faults(try reply.root) == [], sourceLocation: location)
    }

    private func expectEvents(_ reply: Reply, fit operation: String, at location: SourceLocation = #_sourceLocation)
        throws
    {
        let schema = try #require(APIFacts.events?[operation]?["event_schema"], sourceLocation: location)
        let events = try reply.events
        #expect(events.count > 1, sourceLocation: location)
        for event in events { #expect(SchemaCheck(root: schema).faults(event.data) == [], sourceLocation: location) }
    }

    @Test func models() async throws {
        try expect(try await provider.ask("GET", "/models"), fits: "listModels")
        try expect(try await provider.ask("GET", "/models/gpt-4o"), fits: "retrieveModel")
    }

    @Test(
        arguments: [
            ["logprobs": true, "top_logprobs": 3], ["n": 3], ["tools": tools, "tool_choice": "required"],
            ["store": true, "metadata": ["a": "b"]], ["max_tokens": 2],
        ] as [JSONValue])
    func chat(_ options: JSONValue) async throws {
        guard case .object(let members) = options else { return }
        let base: [JSONValue.Member] = [.init("model", "gpt-5.5"), .init("messages", Self.story)]
        try expect(
            try await provider.ask("POST", "/chat/completions", .object(base + members)), fits: "createChatCompletion")
        let streamed: [JSONValue.Member] = [
            .init("stream", true), .init("stream_options", ["include_usage": true]),
        ]
        let events = try await provider.ask("POST", "/chat/completions", .object(base + members + streamed))
        try expectEvents(events, fit: "createChatCompletion")
    }

    @Test func storedChat() async throws {
        let body: JSONValue = ["model": "offline", "messages": Self.story, "store": true]
        let made = try await provider.ask("POST", "/chat/completions", body)
        let id = try #require(try made.root["id"]?.string)
        try expect(try await provider.ask("GET", "/chat/completions"), fits: "listChatCompletions")
        try expect(try await provider.ask("GET", "/chat/completions/\(id)"), fits: "getChatCompletion")
        let update: JSONValue = ["metadata": ["k": "v"]]
        try expect(try await provider.ask("POST", "/chat/completions/\(id)", update), fits: "updateChatCompletion")
        try expect(try await provider.ask("DELETE", "/chat/completions/\(id)"), fits: "deleteChatCompletion")
    }

    @Test(
        arguments: [
            [:], ["instructions": "Be brief.", "top_logprobs": 2], ["max_output_tokens": 16], ["background": true],
            [
                "tools": [
                    ["type": "function", "name": "get_cat", "parameters": ["type": "object", "properties": [:]]]
                ],
                "tool_choice": "required",
            ],
            ["text": ["format": ["type": "json_schema", "name": "cat", "schema": ["type": "object"]]]],
        ] as [JSONValue])
    func response(_ options: JSONValue) async throws {
        guard case .object(let members) = options else { return }
        let base: [JSONValue.Member] = [
            .init("model", "gpt-5.5"),
            .init("input", "The cat is Tom. Who is the cat, now and for ever, in the house and out of it?"),
        ]
        let made = try await provider.ask("POST", "/responses", .object(base + members))
        try expect(made, fits: "createResponse")
        let id = try #require(try made.root["id"]?.string)
        try expect(try await provider.ask("GET", "/responses/\(id)"), fits: "getResponse")
        try expect(try await provider.ask("GET", "/responses/\(id)/input_items"), fits: "listInputItems")
        let events = try await provider.ask("POST", "/responses", .object(base + members + [.init("stream", true)]))
        try expectEvents(events, fit: "createResponse")
    }

    @Test func responseTools() async throws {
        let count = try await provider.ask(
            "POST", "/responses/input_tokens", ["model": "gpt-5.5", "input": "Hello there"])
        try expect(count, fits: "Getinputtokencounts")
        let compact = try await provider.ask(
            "POST", "/responses/compact", ["model": "gpt-5.5", "input": "Hello there"])
        try expect(compact, fits: "Compactconversation")
    }

    @Test func embeddingsAndModerations() async throws {
        let vectors = try await provider.ask(
            "POST", "/embeddings", ["model": "text-embedding-3-small", "input": ["a", "b"]])
        try expect(vectors, fits: "createEmbedding")
        try expect(
            try await provider.ask("POST", "/moderations", ["input": "I will kill you"]), fits: "createModeration")
    }

    @Test func images() async throws {
        let body: JSONValue = ["prompt": "a hill", "model": "gpt-image-2", "size": "1024x1024", "quality": "low"]
        try expect(try await provider.ask("POST", "/images/generations", body), fits: "createImage")
        let streamed: JSONValue = [
            "prompt": "a hill", "model": "gpt-image-2", "stream": true, "partial_images": 1, "size": "1024x1024",
        ]
        try expectEvents(try await provider.ask("POST", "/images/generations", streamed), fit: "createImage")
    }
}
