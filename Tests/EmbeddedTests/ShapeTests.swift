import Gateway
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

    @Test(arguments: [["logprobs": 3, "n": 2], ["max_tokens": 0], ["echo": true, "stop": "a"]] as [JSONValue])
    func completion(_ options: JSONValue) async throws {
        guard case .object(let members) = options else { return }
        let base: [JSONValue.Member] = [.init("model", "offline"), .init("prompt", "Cats purr. What do cats do?")]
        try expect(try await provider.ask("POST", "/completions", .object(base + members)), fits: "createCompletion")
    }

    @Test func sound() async throws {
        let speech: JSONValue = [
            "model": "gpt-4o-mini-tts", "voice": "alloy", "input": "Hello there. How are you?", "stream_format": "sse",
        ]
        let spoken = try await provider.ask("POST", "/audio/speech", speech)
        try expectEvents(spoken, fit: "createSpeech")
        let sound = try spoken.events.compactMap { $0.data["audio"]?.string }.flatMap { Base64.decode($0.utf8) ?? [] }
        for format in ["json", "verbose_json", "diarized_json"] {
            for more in [[], [("include[]", "logprobs")]] {
                let fields = [("model", "gpt-transcribe"), ("response_format", format)] + more
                let file = [(field: "file", name: "a.wav", content: sound)]
                try expect(
                    try await provider.send("/audio/transcriptions", fields, files: file), fits: "createTranscription")
                let streamed = try await provider.send(
                    "/audio/transcriptions", fields + [("stream", "true")], files: file)
                if format != "verbose_json" { try expectEvents(streamed, fit: "createTranscription") }
                guard format != "diarized_json" else { continue }
                try expect(
                    try await provider.send("/audio/translations", fields, files: file), fits: "createTranslation")
            }
        }
    }

    @Test func files() async throws {
        let made = try await provider.send(
            "/files", [("purpose", "assistants")], files: [("file", "a.txt", Array("Cats purr.".utf8))])
        try expect(made, fits: "createFile")
        let id = try #require(try made.root["id"]?.string)
        try expect(try await provider.ask("GET", "/files"), fits: "listFiles")
        try expect(try await provider.ask("GET", "/files/\(id)"), fits: "retrieveFile")
        try expect(try await provider.ask("DELETE", "/files/\(id)"), fits: "deleteFile")
    }

    @Test func uploads() async throws {
        let body: JSONValue = ["filename": "a.txt", "purpose": "batch", "bytes": 2, "mime_type": "text/plain"]
        let made = try await provider.ask("POST", "/uploads", body)
        try expect(made, fits: "createUpload")
        let id = try #require(try made.root["id"]?.string)
        let part = try await provider.send("/uploads/\(id)/parts", [], files: [("data", "a", [65, 66])])
        try expect(part, fits: "addUploadPart")
        let parts: JSONValue = ["part_ids": [.string(try #require(try part.root["id"]?.string))]]
        try expect(try await provider.ask("POST", "/uploads/\(id)/complete", parts), fits: "completeUpload")
        let other = try #require(try await provider.ask("POST", "/uploads", body).root["id"]?.string)
        try expect(try await provider.ask("POST", "/uploads/\(other)/cancel"), fits: "cancelUpload")
    }

    @Test func vectorStores() async throws {
        let file = try await provider.upload("Cats purr.", as: "a.txt")
        let bad = try await provider.upload("Cats purr.", as: "a.zip")
        let made = try await provider.ask(
            "POST", "/vector_stores",
            [
                "name": "a", "file_ids": [.string(file), .string(bad)], "metadata": ["k": "v"],
                "expires_after": ["anchor": "last_active_at", "days": 1],
            ])
        try expect(made, fits: "createVectorStore")
        let path = "/vector_stores/\(try #require(try made.root["id"]?.string))"
        try expect(try await provider.ask("GET", "/vector_stores"), fits: "listVectorStores")
        try expect(try await provider.ask("GET", path), fits: "getVectorStore")
        try expect(try await provider.ask("POST", path, ["name": "b"]), fits: "modifyVectorStore")
        try expect(
            try await provider.ask("POST", "\(path)/files", ["file_id": .string(file)]), fits: "createVectorStoreFile")
        try expect(try await provider.ask("GET", "\(path)/files"), fits: "listVectorStoreFiles")
        try expect(try await provider.ask("GET", "\(path)/files/\(bad)"), fits: "getVectorStoreFile")
        try expect(
            try await provider.ask("POST", "\(path)/files/\(file)", ["attributes": ["a": 1]]),
            fits: "updateVectorStoreFileAttributes")
        try expect(
            try await provider.ask("GET", "\(path)/files/\(file)/content"), fits: "retrieveVectorStoreFileContent")
        try expect(try await provider.ask("POST", "\(path)/search", ["query": "cats"]), fits: "searchVectorStore")
        let batch = try await provider.ask("POST", "\(path)/file_batches", ["file_ids": [.string(file)]])
        try expect(batch, fits: "createVectorStoreFileBatch")
        let batchPath = "\(path)/file_batches/\(try #require(try batch.root["id"]?.string))"
        try expect(try await provider.ask("GET", batchPath), fits: "getVectorStoreFileBatch")
        try expect(try await provider.ask("GET", "\(batchPath)/files"), fits: "listFilesInVectorStoreBatch")
        try expect(try await provider.ask("POST", "\(batchPath)/cancel"), fits: "cancelVectorStoreFileBatch")
        try expect(try await provider.ask("DELETE", "\(path)/files/\(file)"), fits: "deleteVectorStoreFile")
        try expect(try await provider.ask("DELETE", path), fits: "deleteVectorStore")
    }

    @Test func conversations() async throws {
        let message: JSONValue = ["role": "user", "content": "Hello"]
        let made = try await provider.ask("POST", "/conversations", ["items": [message]])
        try expect(made, fits: "createConversation")
        let id = try #require(try made.root["id"]?.string)
        let path = "/conversations/\(id)"
        try expect(try await provider.ask("GET", path), fits: "getConversation")
        try expect(try await provider.ask("POST", path, ["metadata": ["a": "b"]]), fits: "updateConversation")
        let added = try await provider.ask("POST", "\(path)/items", ["items": [message]])
        try expect(added, fits: "createConversationItems")
        let item = try #require(try added.root[["data", "0", "id"]]?.string)
        let response: JSONValue = ["model": "offline", "conversation": .string(id), "input": "Hi"]
        try expect(try await provider.ask("POST", "/responses", response), fits: "createResponse")
        try expect(try await provider.ask("GET", "\(path)/items"), fits: "listConversationItems")
        try expect(try await provider.ask("GET", "\(path)/items/\(item)"), fits: "getConversationItem")
        try expect(try await provider.ask("DELETE", "\(path)/items/\(item)"), fits: "deleteConversationItem")
        try expect(try await provider.ask("DELETE", path), fits: "deleteConversation")
    }

    @Test(arguments: [#"{"custom_id":"a","method":"POST","url":"/v1/moderations","body":{"input":"a"}}"#, "{"])
    func batches(_ line: String) async throws {
        let file = try await provider.upload(line, as: "a.jsonl", purpose: "batch")
        let made = try await provider.ask(
            "POST", "/batches",
            ["input_file_id": .string(file), "endpoint": "/v1/moderations", "completion_window": "24h"])
        try expect(made, fits: "createBatch")
        let id = try #require(try made.root["id"]?.string)
        try expect(try await provider.ask("GET", "/batches"), fits: "listBatches")
        try expect(try await provider.ask("GET", "/batches/\(id)"), fits: "retrieveBatch")
        try expect(try await provider.ask("POST", "/batches/\(id)/cancel"), fits: "cancelBatch")
    }
}
