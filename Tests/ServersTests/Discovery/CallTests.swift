import Gateway
import JSON
import MCP
import Servers
import Testing

/// What `api-call` and `api-search` do, as a client sees it.
@Suite struct CallTests {
    @Test(
        "any endpoint is called by name, by alias or by method and path",
        arguments: ["conversation-get", "GET /conversations/{conversation_id}", "get /v1/conversations/{id}"])
    func names(_ name: String) async throws {
        let bench = try await Workbench(#"{"id":"conv_1"}"#)
        let outcome = try await bench.call(
            "api-call", #"{"name":"\#(name)","arguments":{"conversation_id":"conv_1"}}"#)
        #expect(!outcome.isError && outcome.structured?["id"]?.string == "conv_1", "\(outcome.texts)")
        #expect(bench.upstream.calls.map(\.path) == ["/conversations/conv_1"])
    }

    @Test("a composed tool is called too, and nothing is called without its arguments")
    func composed() async throws {
        let bench = try await Workbench(#"{"data":[]}"#)
        #expect(!(try await bench.call("api-call", #"{"name":"moderation-categories"}"#)).isError)
        let missing = try await bench.call("api-call", #"{"name":"conversation-get"}"#)
        #expect(missing.isError && missing.texts[0].contains("conversation_id"), "\(missing.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }

    @Test(
        "policy holds for what a name resolves to",
        arguments: [
            ("conversation-delete", true), ("DELETE /conversations/{conversation_id}", true),
            ("conversation-get", false),
        ])
    func policy(_ name: String, _ isRefused: Bool) async throws {
        var policy = ToolPolicy()
        policy.refusesDestructive = true
        let bench = try await Workbench(#"{"id":"conv_1"}"#, with: .init(policy: policy))
        let outcome = try await bench.call(
            "api-call", #"{"name":"\#(name)","arguments":{"conversation_id":"conv_1"}}"#)
        #expect(outcome.isError == isRefused, "\(outcome.texts)")
        #expect(bench.upstream.calls.count == (isRefused ? 0 : 1))
    }

    @Test("a server of one domain reaches its own tools only")
    func scope() async throws {
        let bench = try await Workbench("{}", with: .init(servers: ["images"], surface: .discover))
        let foreign = try await bench.call("api-call", #"{"name":"model-list"}"#)
        #expect(foreign.isError && foreign.texts[0].contains("There is no tool"), "\(foreign.texts)")
        let found = try await bench.call("api-search", #"{"query":"list models, draw a fox","limit":20}"#)
        let servers = found.structured?["hits"]?.elements.compactMap { $0["server"]?.string } ?? []
        #expect(!servers.isEmpty && servers.allSatisfy { $0 == "images" })
    }

    @Test("a hit says what it is, where it belongs, what it needs and whether it lives")
    func hits() async throws {
        let bench = try await Workbench("{}", with: .init(today: "2026-11-21"))
        let outcome = try await bench.call("api-search", #"{"query":"make a thread for an assistant","limit":3}"#)
        let hits = try #require(outcome.structured?["hits"]?.elements.map { $0 })
        #expect(hits.count == 3)
        let hit = try #require(hits.first { $0["name"]?.string == "thread-create" })
        #expect(hit["endpoint"]?.string == "POST /threads")
        #expect(hit["server"]?.string == "assistants")
        #expect(hit["lifecycle"]?.string == "ended" && hit["successor"] != nil)
        #expect(outcome.texts[0].contains("thread-create (assistants, POST /threads): "))
        #expect(outcome.texts[0].contains("(ended 2026-08-26)"))
        let needing = try await bench.call("api-search", #"{"query":"read the conversation","limit":5}"#)
        #expect(needing.texts[0].contains(" Needs conversation_id."), "\(needing.texts)")
    }

    @Test("only one server's tools, or a refusal that names the servers")
    func server() async throws {
        let bench = try await Workbench("{}")
        let found = try await bench.call("api-search", #"{"query":"delete","server":"models"}"#)
        #expect(found.structured?["hits"]?.elements.compactMap { $0["name"]?.string } == ["model-delete"])
        let wrong = try await bench.call("api-search", #"{"query":"delete","server":"model"}"#)
        #expect(wrong.isError && wrong.texts[0].contains("models, chat"), "\(wrong.texts)")
    }

    @Test("nothing found says so", arguments: ["xyzzy", "the of and", "画像を作る", "?!"])
    func nothing(_ query: String) async throws {
        let outcome = try await Workbench("{}").call("api-search", #"{"query":"\#(query)"}"#)
        #expect(!outcome.isError && outcome.structured?["hits"]?.count == 0)
        #expect(outcome.texts[0].contains("Nothing fits"))
    }

    @Test("what policy excludes is not found")
    func excluded() async throws {
        var policy = ToolPolicy()
        policy.except = [Glob("image-*")]
        let bench = try await Workbench("{}", with: .init(policy: policy))
        let outcome = try await bench.call("api-search", #"{"query":"generate an image","limit":20}"#)
        let names = outcome.structured?["hits"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(!names.isEmpty && !names.contains { $0.hasPrefix("image-") })
    }
}
