import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct StoredResultTests {
    /// Results in memory, each with its owner.
    private struct Shelf: StoredResults {
        let kept: [(caller: String, id: String, text: String)]

        func resources(for caller: Caller) async throws -> [Resource] {
            kept.filter { $0.caller == caller.id }.map {
                Resource(uri: "openai://results/\($0.id)", name: $0.id, size: $0.text.utf8.count)
            }
        }

        func contents(of uri: String, for caller: Caller) async throws -> ResourceContents? {
            kept.first { $0.caller == caller.id && uri == "openai://results/\($0.id)" }
                .map { ResourceContents(uri: uri, mimeType: "text/plain", .text($0.text)) }
        }
    }

    private static let shelf = Shelf(kept: [("ann", "kept-1", "hers"), ("ben", "kept-2", "his")])

    @Test("every server has them; a caller lists, completes and reads its own and no other's")
    func own() async throws {
        let ann = Caller(id: "ann", mayUseServerKey: true)
        let bench = try await ReadingBench(
            with: .init(servers: ["images"], results: Self.shelf, caller: ann))
        #expect(
            try await bench.client.listResources().compactMap { $0["uri"]?.string } == [
                "openai://guide", "openai://results/kept-1",
            ])
        #expect(try await bench.text("openai://results/kept-1") == "hers")
        #expect(await refusal { try await bench.client.readResource("openai://results/kept-2") }?.code == -32002)
        #expect(try await bench.complete("openai://results/{id}", "id", "kept") == ["kept-1"])
    }

    @Test("without a place to keep results there is no such resource")
    func none() async throws {
        let bench = try await ReadingBench(with: .init(servers: ["images"]))
        #expect(try await bench.client.listResourceTemplates().isEmpty)
        #expect(await refusal { try await bench.client.readResource("openai://results/kept-1") }?.code == -32002)
    }
}
