import JSON
import MCP
import Synchronization
import TestSupport
import Testing

/// State that a client keeps between the rounds of a request, and tries to make something else of.
@Suite struct SealedStateTests {
    /// A server whose tool asks once, and whose time a test turns.
    private final class Clock: Sendable {
        private let seconds = Mutex(1_700_000_000.0)
        var now: Double { seconds.withLock { $0 } }
        func pass(_ more: Double) { seconds.withLock { $0 += more } }
    }

    private static func server(_ clock: Clock) throws -> Server {
        func tool(_ name: String) -> Tool {
            Tool(
                name: name, description: "Asks.", inputSchema: Array(#"{"type":"object"}"#.utf8),
                annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
            ) { call in
                let form = InputRequest.form("Sure?", schema: ["type": "object", "properties": [:]])
                let answer = try await call.input.ask("sure", form, sealed: true)
                return ToolResult([.text(answer.action == .accept ? "done" : "left")])
            }
        }
        var features = Features()
        features.sealer = TestSealer()
        features.now = { clock.now }
        return try Server(FixtureServer.identity, tools: [tool("one"), tool("two")], features: features)
    }

    private static let answer = #""inputResponses":{"sure":{"action":"accept","content":{}}}"#

    private func state(_ wire: any TranscriptWire) async throws -> String {
        let first = try await wire.ask("tools/call", #""name":"one","arguments":{"a":1}"#)["result"]
        #expect(first?["resultType"]?.string == "input_required")
        return try #require(first?["requestState"]?.string)
    }

    private func retry(
        _ wire: any TranscriptWire, _ state: String, tool: String = "one", arguments: String = #"{"a":1}"#
    ) async throws -> JSONView {
        try await wire.ask(
            "tools/call", #""name":"\#(tool)","arguments":\#(arguments),\#(Self.answer),"requestState":\#(state)"#,
            id: 2)
    }

    @Test(
        "state that comes back as it was given is believed, however the arguments are written",
        arguments: Wires.allCases)
    func whole(_ kind: Wires) async throws {
        let wire = kind.connect(try Self.server(Clock()))
        let state = try await state(wire)
        let reply = try await retry(wire, "\"\(state)\"", arguments: #"{ "a" : 1 }"#)
        #expect(reply["result"]?["content"]?[0]?["text"]?.string == "done")
        await wire.close()
    }

    @Test("state that was tampered with is refused", arguments: Wires.allCases)
    func tampered(_ kind: Wires) async throws {
        let wire = kind.connect(try Self.server(Clock()))
        let state = try await state(wire)
        for place in [0, state.count / 2, state.count - 1] {
            var other = Array(state)
            other[place] = other[place] == "0" ? "1" : "0"
            #expect(try await retry(wire, "\"\(String(other))\"")["error"]?["code"]?.int == -32602)
        }
        for other in ["\"\(state)-TAMPERED\"", "\"\(state.dropLast())\"", "\"\"", "7", "{}", "[\"\(state)\"]"] {
            #expect(try await retry(wire, other)["error"]?["code"]?.int == -32602)
        }
        await wire.close()
    }

    @Test("state of another request is refused", arguments: Wires.allCases)
    func replayed(_ kind: Wires) async throws {
        let wire = kind.connect(try Self.server(Clock()))
        let state = "\"\(try await state(wire))\""
        #expect(try await retry(wire, state, tool: "two")["error"]?["code"]?.int == -32602)
        #expect(try await retry(wire, state, arguments: #"{"a":2}"#)["error"]?["code"]?.int == -32602)
        #expect(try await retry(wire, state, arguments: #"{"a":1,"b":2}"#)["error"]?["code"]?.int == -32602)
        await wire.close()
    }

    @Test("state of another caller is refused")
    func stolen() async throws {
        let server = try Self.server(Clock())
        let wire = MemoryWire(server)
        let state = try await state(wire)
        let thief = Ask(server, .v2026_07_28, caller: "thief", capabilities: #"{"elicitation":{}}"#)
        let reply = try await thief(
            "tools/call", #"{"name":"one","arguments":{"a":1},\#(Self.answer),"requestState":"\#(state)"}"#)
        #expect(reply?["error"]?["code"]?.int == -32602)
    }

    @Test("state that has lapsed is refused", arguments: Wires.allCases)
    func lapsed(_ kind: Wires) async throws {
        let clock = Clock()
        let wire = kind.connect(try Self.server(clock))
        let state = "\"\(try await state(wire))\""
        clock.pass(600)
        #expect(try await retry(wire, state)["result"] != nil)
        clock.pass(600)
        let error = try await retry(wire, state)["error"]
        #expect(error?["code"]?.int == -32602 && error?["message"]?.string?.contains("lapsed") == true)
        await wire.close()
    }

    @Test("an answer to a question that was never asked is none", arguments: Wires.allCases)
    func unasked(_ kind: Wires) async throws {
        let wire = kind.connect(try Self.server(Clock()))
        let reply = try await wire.ask("tools/call", #""name":"one",\#(Self.answer)"#)
        #expect(reply["result"]?["resultType"]?.string == "input_required")
        await wire.close()
    }
}
