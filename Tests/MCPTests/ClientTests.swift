import JSON
import MCP
import Synchronization
import TestSupport
import Testing

@Suite struct ClientTests {
    @Test(
        "the client gets to know the server in each way",
        arguments: [
            Client.Era.automatic, .stateless, .handshake(.v2025_11_25), .handshake(.v2024_11_05),
        ])
    func eras(_ era: Client.Era) async throws {
        let transport = MemoryTransport(server: try FixtureServer.make(pageSize: 2), principal: FixtureServer.Tester())
        let client = Client(transport, name: "test", version: "1")
        let server = try await client.connect(era)
        #expect(server.name == "fixture")
        if case .handshake(let revision) = era { #expect(server.revision == revision) }
        #expect(try await client.listTools().compactMap { $0["name"]?.string }.count == 6)
        let reports = Mutex<[Double]>([])
        let result = try await client.call("progress", arguments: Array("{}".utf8)) { progress, _, _ in
            reports.withLock { $0.append(progress) }
        }
        #expect(result["content"]?[0]?["text"]?.string == "done")
        #expect(reports.withLock { $0 } == [1, 2, 3])
        await #expect(throws: ClientFailure.self) { try await client.call("nothing", arguments: Array("{}".utf8)) }
        await client.close()
    }

    @Test("a cancelled call ends at once and tells the server")
    func cancellation() async throws {
        let transport = MemoryTransport(server: try FixtureServer.make(), principal: FixtureServer.Tester())
        let client = Client(transport, name: "test", version: "1")
        _ = try await client.connect()
        let task = Task { try await client.call("slow", arguments: Array(#"{"text":"60000"}"#.utf8)) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await client.close()
    }
}
