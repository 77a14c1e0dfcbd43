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

    @Test(
        "the client reads resources, gets prompts and completes in both eras",
        arguments: [Client.Era.stateless, .handshake(.v2025_11_25), .handshake(.v2024_11_05)])
    func resourcesAndPrompts(_ era: Client.Era) async throws {
        let transport = MemoryTransport(server: try FixtureServer.make(pageSize: 2), principal: FixtureServer.Tester())
        let client = Client(transport, name: "test", version: "1")
        let revision = try await client.connect(era).revision
        #expect(try await client.listResources().count == 5)
        #expect(try await client.listResourceTemplates().count == 1)
        let read = try await client.readResource("test://static-binary")
        #expect(read["contents"]?[0]?["blob"]?.string == "iVBOR/8=")
        #expect(try await client.listPrompts().count == 6)
        let prompt = try await client.getPrompt("test_prompt_with_arguments", arguments: ["arg2": "b", "arg1": "a"])
        #expect(prompt["messages"]?[0]?["content"]?["text"]?.string == "Prompt with arguments: arg1='a', arg2='b'")
        let values = try await client.complete(
            .prompt("test_prompt_with_arguments"), argument: "arg2", typed: "after", context: ["arg1": "x"])
        #expect(values == Completion([revision >= .v2025_06_18 ? "after x" : "after nothing"]))
        let ids = try await client.complete(.resource("test://template/{id}/data"), argument: "id", typed: "")
        #expect(ids.values.count == 100 && ids.total == 150 && ids.hasMore)
        await #expect(throws: ClientFailure.self) { try await client.readResource("test://nothing") }
        await client.close()
    }

    @Test("a list that goes in a circle ends")
    func circle() async throws {
        struct Circle: ResourceSource {
            func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
                ResourcePage([Resource(uri: "a:1", name: "1")], next: "again")
            }
            func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? { nil }
        }
        let server = try Server(FixtureServer.identity, tools: [], resources: [Circle()])
        let client = Client(
            MemoryTransport(server: server, principal: FixtureServer.Tester()), name: "test", version: "1")
        _ = try await client.connect()
        await #expect(throws: ClientFailure.self) { try await client.listResources() }
        await client.close()
    }
}
