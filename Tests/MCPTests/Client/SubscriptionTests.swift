import ConformanceFixtures
import JSON
import MCP
import TestSupport
import Testing

/// Changes as a client hears of them.
@Suite struct SubscriptionTests {
    private func connect(_ era: Client.Era) async throws -> (Server, Client) {
        let server = try ConformanceServer.make(sealer: TestSealer())
        let client = Client(
            MemoryTransport(server: server, principal: FixtureServer.Tester()), name: "test", version: "1")
        _ = try await client.connect(era)
        return (server, client)
    }

    @Test(
        "a client hears of what it asked for, in either era",
        .timeLimit(.minutes(1)), arguments: [Client.Era.stateless, .handshake(.v2025_11_25)])
    func changes(_ era: Client.Era) async throws {
        let (server, client) = try await connect(era)
        let subscription = try await client.listen(
            to: ChangeFilter(tools: true, resources: ["test://watched-resource"]))
        #expect(subscription.agreed == ChangeFilter(tools: true, resources: ["test://watched-resource"]))
        server.changes.publish(.prompts)
        server.changes.publish(.resource("test://static-text"))
        server.changes.publish(.resource("test://watched-resource"))
        var changes = subscription.makeAsyncIterator()
        #expect(try await changes.next() == .resource("test://watched-resource"))
        server.changes.publish(.tools)
        #expect(try await changes.next() == .tools)
        await client.close()
    }

    @Test("two subscriptions each hear their own", .timeLimit(.minutes(1)))
    func apart() async throws {
        let (server, client) = try await connect(.stateless)
        let one = try await client.listen(to: ChangeFilter(tools: true))
        let other = try await client.listen(to: ChangeFilter(prompts: true))
        server.changes.publish(.tools)
        server.changes.publish(.prompts)
        var first = one.makeAsyncIterator()
        var second = other.makeAsyncIterator()
        #expect(try await first.next() == .tools)
        #expect(try await second.next() == .prompts)
        await client.close()
    }

    @Test("a server that ends it in good order ends the sequence; a client that ends it tells the server")
    func ends() async throws {
        let (server, client) = try await connect(.stateless)
        let left = try await client.listen(to: ChangeFilter(tools: true))
        left.cancel()
        for try await _ in left { Issue.record("nothing was published") }
        for _ in 0..<500 where server.changes.listeners != 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(server.changes.listeners == 0)
        let ended = try await client.listen(to: ChangeFilter(tools: true))
        server.changes.close()
        for try await _ in ended { Issue.record("nothing was published") }
        await client.close()
    }

    @Test("a connection that breaks is no end in good order", .timeLimit(.minutes(1)))
    func broken() async throws {
        let (_, client) = try await connect(.stateless)
        let subscription = try await client.listen(to: ChangeFilter(tools: true))
        await client.close()
        await #expect(throws: ClientFailure.self) { for try await _ in subscription {} }
    }

    @Test("what the server does not have is not agreed", arguments: [Client.Era.stateless, .handshake(.v2025_11_25)])
    func unsupported(_ era: Client.Era) async throws {
        var features = Features()
        features.announcesChanges = true
        let server = try Server(FixtureServer.identity, tools: [], features: features)
        let client = Client(
            MemoryTransport(server: server, principal: FixtureServer.Tester()), name: "test", version: "1")
        _ = try await client.connect(era)
        let all = ChangeFilter(tools: true, prompts: true, resourceList: true, resources: ["a:b"])
        #expect(try await client.listen(to: all).agreed == ChangeFilter(tools: true))
        await client.close()
    }

    @Test("a server that has nothing to tell of refuses")
    func refused() async throws {
        let client = Client(
            MemoryTransport(server: try FixtureServer.make(), principal: FixtureServer.Tester()), name: "test",
            version: "1")
        _ = try await client.connect(.stateless)
        await #expect(throws: ClientFailure.self) { try await client.listen(to: ChangeFilter(tools: true)) }
        await client.close()
    }
}
