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

    @Test("a tool that several servers have is offered once")
    func joins() async throws {
        let twice = try await Workbench("{}", with: .init(servers: ["chat", "chat"]))
        #expect(twice.server.identity.name == "openai-mcp-chat")
        for names in [["chat", "images"], ["openai", "chat"], ["images", "openai"]] {
            let joined = try await Workbench("{}", with: .init(servers: names))
            #expect(joined.server.identity.name == "openai-mcp")
            #expect(joined.server.tools.tool(named: "image-generate") != nil)
            #expect(joined.server.tools.tools.filter { $0.name == "result-get" }.count == 1)
            #expect(Set(joined.server.tools.tools.map(\.name)).count == joined.server.tools.tools.count)
        }
    }

    @Test("one name means one tool in the whole family")
    func names() {
        for (name, offers) in Dictionary(grouping: Family.members.dropFirst().flatMap(\.offers), by: \.name) {
            #expect(offers.count == 1, "\(name)")
        }
        #expect(Set(Family.members.map(\.name)).count == Family.members.count)
    }
}
