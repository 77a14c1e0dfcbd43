import JSON
import MCP
import Testing

@testable import Servers

@Suite struct FamilyTests {
    @Test(
        "servers are chosen by name, each once",
        arguments: [
            ([], ["openai"]), (["openai"], ["openai"]), (["images", "chat"], ["images", "chat"]),
            (["chat", "chat", "models", "chat"], ["chat", "models"]),
        ] as [([String], [String])])
    func selection(_ names: [String], _ expected: [String]) throws {
        #expect(try Selection(names).members.map(\.name) == expected)
    }

    @Test("an unknown name is refused with those there are")
    func unknown() throws {
        let refusal = #expect(throws: Selection.Refusal.self) { try Selection(["chat", "chta"]) }
        #expect(refusal?.message.contains("There is no server \"chta\"; there are openai, models, chat,") == true)
    }

    @Test("servers that share a tool cannot be joined; the same one twice can")
    func joins() async throws {
        for names in [["openai", "chat"], ["images", "openai"]] {
            let refusal = await #expect(throws: Selection.Refusal.self) {
                _ = try await Workbench("{}", with: .init(servers: names))
            }
            #expect(refusal?.message.contains("two tools are named \"") == true)
            #expect(refusal?.message.contains("openai has the tools of all others") == true)
        }
        let twice = try await Workbench("{}", with: .init(servers: ["chat", "chat"]))
        #expect(twice.server.identity.name == "openai-mcp-chat")
        let joined = try await Workbench("{}", with: .init(servers: ["chat", "images"]))
        #expect(joined.server.identity.name == "openai-mcp")
        #expect(joined.server.identity.title == "Chat, Images")
        #expect(joined.server.tools.tool(named: "image-generate") != nil)
        #expect(joined.server.tools.tools.filter { $0.name == "result-get" }.count == 1)
    }

    @Test("the default server offers the tools of all domains")
    func all() async throws {
        let bench = try await Workbench("{}")
        let expected = Family.members.dropFirst().flatMap(\.endpoints).map(\.name)
        #expect(bench.server.tools.tools.map(\.name) == expected + ["result-get"])
        #expect(Set(Family.members.map(\.name)).count == Family.members.count)
    }
}
