import JSON
import MCP
import TestSupport
import Testing

@Suite struct PromptTests {
    @Test("prompts come in pages too")
    func pages() async throws {
        let prompts = (1...3).map { number in
            Prompt(name: "p\(number)", description: "P.") { _ in [.user("\(number)")] }
        }
        let ask = Ask(try Server(FixtureServer.identity, tools: [], prompts: prompts, pageSize: 2))
        let first = try await ask("prompts/list")?["result"]
        #expect(first?["prompts"]?.count == 2)
        let cursor = try #require(first?["nextCursor"]?.string)
        let second = try await ask("prompts/list", #"{"cursor":"\#(cursor)"}"#)?["result"]
        #expect(second?["prompts"]?[0]?["name"]?.string == "p3")
        #expect(second?["nextCursor"] == nil)
    }

    @Test("two prompts of one name are refused")
    func duplicates() throws {
        let prompt = Prompt(name: "p", description: "P.") { _ in [] }
        #expect(throws: DuplicateName.self) {
            try Server(FixtureServer.identity, tools: [], prompts: [prompt, prompt])
        }
    }

    @Test("a title is shown from the revision on that has it", arguments: Revision.allCases)
    func title(_ revision: Revision) async throws {
        let prompt = try await Ask(try FixtureServer.make(), revision)("prompts/list")?["result"]?["prompts"]?[0]
        #expect((prompt?["title"] != nil) == (revision >= .v2025_06_18))
        #expect(prompt?["arguments"] == nil)
    }

    @Test("the closure knows who asks")
    func caller() async throws {
        let reply = try await Ask(try FixtureServer.make(), caller: "ann")("prompts/get", #"{"name":"sound"}"#)
        #expect(reply?["result"]?["messages"]?[2]?["content"]?["text"]?.string == "Hello, ann.")
    }
}
