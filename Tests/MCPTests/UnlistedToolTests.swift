import JSON
import MCP
import Synchronization
import TestSupport
import Testing

/// Tools that can be called although no list has them.
@Suite struct UnlistedToolTests {
    private final class Makings: Sendable {
        let names = Mutex<[String]>([])
    }

    private static func tool(_ name: String) -> Tool {
        Tool(
            name: name, description: "\(name).", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
        ) { _ in ToolResult([.text("I am \(name)")]) }
    }

    private func server(_ makings: Makings) throws -> Server {
        try Server(
            FixtureServer.identity, tools: [Self.tool("listed")],
            unlisted: { name in
                makings.names.withLock { $0.append(name) }
                return name.hasPrefix("extra") ? Self.tool(name) : nil
            })
    }

    @Test func eachIsMadeOnceAndOnlyWhenItIsCalled() async throws {
        let makings = Makings()
        let ask = Ask(try server(makings))
        _ = try await ask("tools/list")
        #expect(makings.names.withLock { $0 }.isEmpty)
        for name in ["extra-a", "extra-b", "extra-a", "listed", "extra-b"] {
            let reply = try await ask("tools/call", #"{"name":"\#(name)"}"#)
            #expect(reply?["result"]?["content"]?[0]?["text"]?.string == "I am \(name)")
        }
        #expect(makings.names.withLock { $0 } == ["extra-a", "extra-b"])
    }

    @Test func theyAreInNoList() async throws {
        let ask = Ask(try server(Makings()))
        _ = try await ask("tools/call", #"{"name":"extra-a"}"#)
        let reply = try await ask("tools/list")
        #expect(reply?["result"]?["tools"]?.elements.compactMap { $0["name"]?.string } == ["listed"])
    }

    @Test func whatCannotBeMadeIsUnknown() async throws {
        let reply = try await Ask(try server(Makings()))("tools/call", #"{"name":"other"}"#)
        #expect(reply?["error"]?["message"]?.string?.hasPrefix("Unknown tool \"other\"") == true)
    }
}
