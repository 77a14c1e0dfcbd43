import JSON
import MCP
import Testing

@testable import Servers

@Suite struct GuideTests {
    @Test("every server has it and lists it first", arguments: Family.members.map(\.name))
    func everywhere(_ server: String) async throws {
        let bench = try await ReadingBench(with: .init(servers: [server]))
        let listed = try await bench.client.listResources()
        #expect(listed.first?["uri"]?.string == "openai://guide")
        #expect(try await bench.text("openai://guide") == Guide.text)
    }

    @Test("it names every server once with its title and the number of its tools")
    func servers() {
        for member in Family.members {
            let line = "| `\(member.name)` | \(member.offers.count) | \(member.title)"
            #expect(Guide.text.split(separator: "\n").filter { $0.hasPrefix(line) }.count == 1, "\(member.name)")
        }
        #expect(Guide.text.contains("Assistants; at OpenAI until 2026-08-26 |"))
        #expect(Guide.text.contains("Administration; needs an admin key |"))
        #expect(Guide.text.utf8.count < 8_000)
    }

    @Test("the table of needs leads to every server, and only to such")
    func needs() {
        let named = Guide.needs.flatMap(\.servers)
        #expect(Set(named) == Set(Family.members.map(\.name)))
        #expect(Set(named).count == named.count)
    }

    @Test("it may be kept by everybody where the revision has caches")
    func hints() async throws {
        let bench = try await ReadingBench(with: .init(servers: ["images"], revision: .v2026_07_28))
        let result = try await bench.client.readResource("openai://guide")
        #expect(result["cacheScope"]?.string == "public" && result["ttlMs"]?.int == 300_000)
    }
}
