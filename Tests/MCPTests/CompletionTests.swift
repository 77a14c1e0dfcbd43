import JSON
import MCP
import TestSupport
import Testing

@Suite struct CompletionTests {
    @Test(
        "candidates are ranked: first those that begin with what was typed",
        arguments: [
            ("", ["gpt-5", "tts-1", "GPT-4", "o-gpt"]), ("g", ["gpt-5", "GPT-4", "o-gpt"]), ("gpt-4", ["GPT-4"]),
            ("T", ["tts-1", "gpt-5", "GPT-4", "o-gpt"]), ("x", []),
        ])
    func ranking(_ typed: String, _ values: [String]) {
        let completion = Completion.of(["gpt-5", "tts-1", "GPT-4", "o-gpt"], for: typed)
        #expect(completion == Completion(values))
    }

    @Test(
        "no more than a hundred values are sent, and what is said of the rest is right",
        arguments: [
            (Completion((1...100).map(String.init)), 100, 100, false),
            (Completion((1...101).map(String.init)), 100, 101, true),
            (Completion(["a"], total: nil, hasMore: true), 1, nil, true),
            (Completion((1...500).map(String.init), total: nil, hasMore: false), 100, nil, true),
        ] as [(Completion, Int, Int?, Bool)])
    func limit(_ completion: Completion, _ count: Int, _ total: Int?, _ hasMore: Bool) async throws {
        let argument = Prompt.Argument(name: "a", description: "A.", complete: { _ in completion })
        let prompt = Prompt(name: "p", description: "P.", arguments: [argument]) { _ in [] }
        let ask = Ask(try Server(FixtureServer.identity, tools: [], prompts: [prompt]), .v2026_07_28)
        let params = #"{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":""}}"#
        let result = try await ask("completion/complete", params)?["result"]?["completion"]
        #expect(result?["values"]?.count == count)
        #expect(result?["total"]?.int == total)
        #expect(result?["hasMore"]?.bool == hasMore)
    }

    @Test("the context is known from the revision on that has it", arguments: Revision.allCases)
    func context(_ revision: Revision) async throws {
        let params = #"""
            {"ref":{"type":"ref/prompt","name":"test_prompt_with_arguments"},"argument":{"name":"arg2","value":"after"},
            "context":{"arguments":{"arg1":"x","odd":1}}}
            """#
        let result = try await Ask(try FixtureServer.make(), revision)("completion/complete", params)?["result"]
        let expected = revision >= .v2025_06_18 ? "after x" : "after nothing"
        #expect(result?["completion"]?["values"]?[0]?.string == expected)
    }
}
