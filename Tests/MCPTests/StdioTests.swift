#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON
import MCP
import TestSupport
import Testing

@Suite struct StdioTests {
    private func call(_ id: Int, _ tool: String, _ text: String) -> [UInt8] {
        Array(
            #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":{"text":"\#(text)"}}}"#
                .utf8)
    }

    @Test("a thousand calls in flight are all answered, each once")
    func concurrent() async throws {
        let wire = PipeWire(try FixtureServer.make())
        for id in 1...1000 { try await wire.send(call(id, "slow", "20")) }
        var ids: Set<Int> = []
        for _ in 1...1000 { ids.insert(try JSONDocument(try await wire.receive()).root["id"]?.int ?? 0) }
        #expect(ids == Set(1...1000))
        await wire.close()
    }

    @Test("a full house makes the client wait, and loses nothing")
    func backPressure() async throws {
        let wire = PipeWire(try FixtureServer.make(), maxInFlight: 2)
        for id in 1...20 { try await wire.send(call(id, "slow", "5")) }
        var ids: Set<Int> = []
        for _ in 1...20 { ids.insert(try JSONDocument(try await wire.receive()).root["id"]?.int ?? 0) }
        #expect(ids == Set(1...20))
        await wire.close()
    }

    @Test("a cancelled request is not answered, and its id is free again")
    func cancellation() async throws {
        let wire = PipeWire(try FixtureServer.make())
        try await wire.send(call(1, "slow", "60000"))
        try await wire.send(call(1, "slow", "1"))
        #expect(try JSONDocument(try await wire.receive()).root["error"]?["code"]?.int == -32600)
        try await wire.send(
            Array(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#.utf8))
        try await Task.sleep(for: .milliseconds(50))
        try await wire.send(call(1, "echo", "again"))
        #expect(try JSONDocument(try await wire.receive()).root["result"]?["content"]?[0]?["text"]?.string == "again")
        await wire.close()
    }

    @Test("the end of input lets calls in flight finish")
    func endOfInput() async throws {
        let wire = PipeWire(try FixtureServer.make())
        try await wire.send(call(1, "slow", "100"))
        await wire.close()
        #expect(try JSONDocument(try await wire.receive()).root["id"]?.int == 1)
    }

    @Test("a stop cancels what outlasts the drain time")
    func stop() async throws {
        let wire = PipeWire(try FixtureServer.make())
        try await wire.send(call(1, "slow", "60000"))
        try await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        await wire.stop()
        #expect(ContinuousClock.now - start < .seconds(10))
        await #expect(throws: Inbox.Silence.self) { try await wire.receive() }
    }

    @Test("odd lines: blank, carriage return, not UTF-8, split anywhere")
    func lines() async throws {
        let wire = PipeWire(try FixtureServer.make())
        try await wire.send(Array("\n\r\n   \n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r".utf8))
        #expect(try JSONDocument(try await wire.receive()).root["id"]?.int == 1)
        try await wire.send([0x22, 0xFF, 0x22])
        #expect(try JSONDocument(try await wire.receive()).root["error"]?["code"]?.int == -32700)
        await wire.close()
    }

    @Test("a client that does not read cannot hold the server back from stopping", .timeLimit(.minutes(1)))
    func stopUnread() async throws {
        var upward: [Int32] = [-1, -1]
        var downward: [Int32] = [-1, -1]
        try #require(pipe(&upward) == 0 && pipe(&downward) == 0)
        let transport = StdioTransport(
            server: try FixtureServer.make(), principal: FixtureServer.Tester(), input: upward[0], output: downward[1],
            drain: .zero)
        let serving = Task { await transport.run() }
        let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#.utf8) + [0x0A]
        // Requests as many as the pipe takes; their answers are far more than the other pipe does.
        for _ in 0..<800 { _ = line.withUnsafeBytes { write(upward[1], $0.baseAddress, $0.count) } }
        try await Task.sleep(for: .milliseconds(50))
        transport.stop()
        await serving.value
        for descriptor in upward + downward { close(descriptor) }
    }

    @Test("a full house does not keep the server from stopping", .timeLimit(.minutes(1)))
    func stopFull() async throws {
        let wire = PipeWire(try FixtureServer.make(), maxInFlight: 1)
        for id in 1...3 { try await wire.send(call(id, "slow", "60000")) }
        try await Task.sleep(for: .milliseconds(50))
        await wire.stop()
    }

    @Test("each request of a batch can be cancelled by itself")
    func batchCancellation() async throws {
        let wire = PipeWire(try FixtureServer.make())
        let requests = [call(1, "slow", "60000"), call(2, "slow", "200"), call(2, "echo", "twice")]
        let batch = requests.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
        try await wire.send(Array("[\(batch)]".utf8))
        try await wire.send(
            Array(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#.utf8))
        let replies = try JSONDocument(try await wire.receive()).root
        #expect(replies.elements.map { $0["id"]?.int } == [2, 2])
        #expect(replies[0]?["error"]?["code"]?.int == -32600)
        #expect(replies[1]?["result"]?["content"]?[0]?["text"]?.string == "awake")
        await wire.close()
    }
}
