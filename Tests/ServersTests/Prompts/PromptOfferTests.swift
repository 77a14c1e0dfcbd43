import Catalogue
import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// Which prompts a client sees, and what it gets.
@Suite struct PromptOfferTests {
    private static func names(_ options: ReadingBench.Options) async throws -> [String] {
        try await ReadingBench(with: options).client.listPrompts().compactMap { $0["name"]?.string }
    }

    @Test("a server offers its own prompts and no other's", arguments: Family.members.dropFirst().map(\.name))
    func own(_ server: String) async throws {
        let expected = FamilyPrompts.all.filter { $0.server == server }.map(\.name)
        #expect(try await Self.names(.init(servers: [server])) == expected)
    }

    @Test("the default server has its own and the workflows")
    func defaultServer() async throws {
        #expect(try await Self.names(.init()) == ["get-it-done", "assistant-workflow", "content-pipeline"])
    }

    @Test("a workflow is offered where all its tools are")
    func joined() async throws {
        let pipeline = ["chat", "moderation", "images", "audio", "files"]
        #expect(try await Self.names(.init(servers: pipeline)).contains("content-pipeline"))
        #expect(try await !Self.names(.init(servers: pipeline.dropLast())).contains("content-pipeline"))
    }

    @Test("policy takes prompts away whose tools it takes away")
    func policy() async throws {
        var policy = ToolPolicy()
        policy.except = [Glob("image-edit")]
        #expect(
            try await Self.names(.init(servers: ["images", "audio"], policy: policy)) == [
                "meeting-minutes", "narrate-a-text",
            ])
        policy = ToolPolicy()
        policy.isReadOnly = true
        #expect(
            try await Self.names(.init(servers: ["files", "vector-store"], policy: policy)) == ["search-my-documents"])
    }

    @Test(
        "the workflow over a document goes through assistants only where they live",
        arguments: [
            (.openai, "2026-08-25", true), (.openai, "2026-08-26", false), (.other, "2026-11-21", true),
        ] as [(ToolEnvironment.ProviderIdentity, String, Bool)])
    func assistants(_ provider: ToolEnvironment.ProviderIdentity, _ day: String, _ live: Bool) async throws {
        let bench = try await ReadingBench(with: .init(provider: provider, today: day))
        let prompt = try await bench.client.getPrompt(
            "assistant-workflow", arguments: ["file": "notes.pdf", "question": "Who pays?"])
        let text = prompt["messages"]?[0]?["content"]?["text"]?.string ?? ""
        #expect(text.contains("`assistant-create`") == live)
        #expect(text.contains("`response-create`") == !live)
        #expect(text.contains("notes.pdf") && text.contains("Who pays?"))
        let own = try await ReadingBench(with: .init(servers: ["assistants"], provider: provider, today: day)).server
        #expect(own.prompts.prompts.map(\.name) == (live ? ["run-an-assistant"] : []))
    }

    @Test("values go into the text, in both eras", arguments: [Revision.v2025_11_25, .v2026_07_28])
    func rendering(_ revision: Revision) async throws {
        let bench = try await ReadingBench(with: .init(servers: ["images"], revision: revision))
        let prompt = try await bench.client.getPrompt(
            "image-campaign", arguments: ["topic": "tea {size}", "size": "1536x1024"])
        #expect(prompt["description"]?.string == "Draw one idea in several pictures that belong together.")
        #expect(prompt["messages"]?.count == 1 && prompt["messages"]?[0]?["role"]?.string == "user")
        let text = prompt["messages"]?[0]?["content"]?["text"]?.string ?? ""
        #expect(text.hasPrefix("Make a set of pictures for a campaign about tea {size}.\n\n1. Describe"))
        #expect(text.contains("`image-generate`, size 1536x1024, model left to the default."))
        await #expect(throws: (any Error).self) { try await bench.client.getPrompt("image-campaign") }
        #expect(bench.called.isEmpty)
    }

    @Test("arguments are completed")
    func completion() async throws {
        let models = #"{"object":"list","data":[{"id":"gpt-6-sol"},{"id":"gpt-image-2"},{"id":"gpt-image-3"}]}"#
        let bench = try await ReadingBench(["model-list": models], with: .init(servers: ["images", "audio"]))
        func values(_ prompt: String, _ argument: String, _ typed: String) async throws -> [String] {
            try await bench.client.complete(.prompt(prompt), argument: argument, typed: typed).values
        }
        #expect(try await values("image-campaign", "size", "1536") == ["1536x1024", "1024x1536"])
        #expect(try await values("narrate-a-text", "voice", "c").prefix(2) == ["coral", "cedar"])
        #expect(try await values("image-campaign", "model", "") == ["gpt-image-2", "gpt-image-3"])
        #expect(try await values("image-campaign", "model", "3") == ["gpt-image-3"])
        #expect(try await values("image-campaign", "topic", "x") == [])
        #expect(bench.called == ["model-list"])
    }

    @Test("without the provider the catalogue's models are suggested, none of them retired")
    func knownModels() async throws {
        let bench = try await ReadingBench(with: .init(servers: ["images"]))
        let values = try await bench.client.complete(.prompt("image-campaign"), argument: "model", typed: "").values
        #expect(values.first == Models.image && values.contains("gpt-image-1.5") && !values.contains("dall-e-3"))
        for kind in [ModelKind.chat, .embedding, .moderation, .image, .speech, .transcription, .realtime] {
            #expect(ModelKind.known(on: "2026-11-21").contains { ModelKind(of: $0) == kind }, "\(kind)")
        }
    }
}
