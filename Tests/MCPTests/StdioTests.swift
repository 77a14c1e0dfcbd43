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
}
