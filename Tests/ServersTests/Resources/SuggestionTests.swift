import Catalogue
import Gateway
import JSON
import MCP
import Synchronization
import Testing

@testable import Servers

/// What is suggested for the variables of templates.
@Suite struct SuggestionTests {
    private static let answers = [
        "model-list": #"{"data":[{"id":"gpt-6-sol"},{"id":"gpt-6-luna"},{"id":"text-embedding-3-small"}]}"#,
        "file-list": #"{"data":[{"id":"file-abc"},{"id":"file-xyz"}]}"#,
        "vector-store-list": #"{"data":[{"id":"vs_1"},{"id":"vs_2"}]}"#,
    ]

    @Test(
        "ids come from the provider's lists",
        arguments: [
            ("openai://models/{model}", "model", "gpt-6", ["gpt-6-sol", "gpt-6-luna"]),
            ("openai://models/{model}", "model", "", ["gpt-6-sol", "gpt-6-luna", "text-embedding-3-small"]),
            ("openai://files/{file_id}", "file_id", "xyz", ["file-xyz"]),
            ("openai://files/{file_id}/content", "file_id", "file-a", ["file-abc"]),
            ("openai://vector-stores/{vector_store_id}", "vector_store_id", "", ["vs_1", "vs_2"]),
            ("openai://files?purpose={purpose}", "purpose", "bat", ["batch", "batch_output"]),
            ("openai://files?purpose={purpose}", "purpose", "fine", ["fine-tune", "fine-tune-results"]),
        ])
    func values(_ uri: String, _ variable: String, _ typed: String, _ expected: [String]) async throws {
        let bench = try await ReadingBench(Self.answers)
        #expect(try await bench.complete(uri, variable, typed) == expected)
    }

    @Test("a list is asked for once, for each caller for itself")
    func callers() async throws {
        let upstream = ScriptedUpstream { call in .text(#"{"data":[{"id":"file-of-\#(call.caller.id)"}]}"#) }
        let family = ReadingBench.family(upstream, .init())
        // Narrowed by a request, a family is made anew, and yet it is the same caller who types.
        let servers = [try family.server([]), try family.narrowed(by: ToolPolicy()).server(["files"])]
        for name in ["ann", "ben"] {
            for server in servers {
                let client = try await ReadingBench.connect(server, Caller(id: name, mayUseServerKey: true))
                for typed in ["", "f", "file-"] {
                    let values = try await client.complete(
                        .resource("openai://files/{file_id}"), argument: "file_id", typed: typed
                    ).values
                    #expect(values == ["file-of-\(name)"])
                }
            }
        }
        #expect(upstream.calls.map(\.caller.id) == ["ann", "ben"])
    }

    @Test("a list that does not come is not asked for again with the next key, and models are suggested all the same")
    func missing() async throws {
        let bench = try await ReadingBench()
        for typed in ["", "f"] { #expect(try await bench.complete("openai://files/{file_id}", "file_id", typed) == []) }
        let models = try await bench.complete("openai://models/{model}", "model", "gpt-5.6")
        #expect(models.contains(Models.chat))
        #expect(bench.called == ["file-list", "model-list"])
    }

    @Test("what is remembered is not suggested where policy hides it")
    func policy() async throws {
        let upstream = ScriptedUpstream { _ in .text(#"{"data":[{"id":"file-1"}]}"#) }
        var environment = ReadingBench.environment(upstream)
        let remembered = RememberedIDs()
        let open = Suggestions(reads: ProviderReads(Senders(environment)), remembered: remembered)
        let call = CompletionCall(argument: "file", typed: "", principal: Caller.local)
        #expect(try await open.completer(.files)(call).values == ["file-1"])
        environment.policy.except = [Glob("file-*")]
        let narrow = Suggestions(reads: ProviderReads(Senders(environment)), remembered: remembered)
        #expect(try await narrow.completer(.files)(call).values == [])
    }

    @Test("ids are remembered for a minute, and the oldest go when there are too many")
    func remembering() {
        let remembered = RememberedIDs(capacity: 2)
        remembered.keep(["1"], as: "files", of: "ann", at: 100)
        #expect(remembered.ids("files", of: "ann", at: 159) == ["1"])
        #expect(remembered.ids("files", of: "ann", at: 160) == nil)
        #expect(
            remembered.ids("files", of: "ben", at: 100) == nil && remembered.ids("models", of: "ann", at: 100) == nil)
        remembered.keep(["2"], as: "files", of: "ben", at: 110)
        remembered.keep(["3"], as: "files", of: "cat", at: 120)
        #expect(remembered.ids("files", of: "ann", at: 121) == nil)
        #expect(
            remembered.ids("files", of: "ben", at: 121) == ["2"] && remembered.ids("files", of: "cat", at: 121) == ["3"]
        )
    }

    @Test(
        "what a model is for shows in its id",
        arguments: [
            ("gpt-6-sol", .chat), ("llama3", .chat), ("gpt-image-2", .image), ("chatgpt-image-latest", .image),
            ("text-embedding-3-small", .embedding), ("nomic-embed-text", .embedding),
            ("omni-moderation-latest", .moderation), ("gpt-4o-mini-tts", .speech), ("gpt-transcribe", .transcription),
            ("whisper-1", .transcription), ("gpt-realtime-2", .realtime), ("sora-2", .video),
            ("gpt-3.5-turbo-instruct", .completion), ("ft:gpt-4.1:acme::1", .chat),
        ] as [(String, ModelKind)])
    func kinds(_ model: String, _ kind: ModelKind) { #expect(ModelKind(of: model) == kind) }
}
