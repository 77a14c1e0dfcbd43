import JSON
import MCP
import TestSupport
import Testing

@Suite struct OfferTests {
    private func capabilities(_ server: Server, _ revision: Revision) async throws -> [String] {
        let reply =
            try await revision.isStateless
            ? Ask(server, revision)("server/discover")
            : Ask(server, revision)("initialize", #"{"protocolVersion":"\#(revision.rawValue)"}"#)
        return reply?["result"]?["capabilities"]?.members.map(\.key) ?? []
    }

    @Test("a server declares what it has, as the revision names it", arguments: Revision.allCases)
    func capabilities(_ revision: Revision) async throws {
        #expect(try await capabilities(FixtureServer.makeBare(), revision) == ["tools"])
        let all = try await capabilities(FixtureServer.make(), revision)
        #expect(all == ["tools", "resources", "prompts"] + (revision >= .v2025_03_26 ? ["completions"] : []))
        let prompt = Prompt(name: "p", description: "P.", arguments: [.init(name: "a", description: "A.")]) { _ in [] }
        let plain = try Server(FixtureServer.identity, tools: [], prompts: [prompt])
        #expect(try await capabilities(plain, revision) == ["tools", "prompts"])
    }

    @Test(
        "what a server does not have it does not answer",
        arguments: [
            "resources/list", "resources/templates/list", "resources/read", "prompts/list", "prompts/get",
            "completion/complete",
        ])
    func unknown(_ method: String) async throws {
        for (revision, known) in [
            (Revision.v2024_11_05, "tools/call, tools/list, initialize, ping"),
            (.v2026_07_28, "tools/call, tools/list, server/discover"),
        ] {
            let error = try await Ask(try FixtureServer.makeBare(), revision)(method)?["error"]
            #expect(error?["code"]?.int == -32601)
            #expect(error?["message"]?.string == "Unknown method \"\(method)\"; this server answers \(known).")
        }
    }

    @Test("each era has its own requests")
    func eras() async throws {
        for (method, revision) in [("ping", Revision.v2026_07_28), ("initialize", .v2026_07_28)] {
            let error = try await Ask(try FixtureServer.make(), revision)(method)?["error"]
            #expect(error?["code"]?.int == -32601)
        }
    }
}
