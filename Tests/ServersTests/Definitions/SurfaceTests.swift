import Catalogue
import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// What a server lists, and what it answers to besides.
@Suite struct SurfaceTests {
    private static let finders = ["api-search", "api-describe", "api-call"]

    private func names(_ server: String, _ surface: Surface) throws -> [String] {
        try Definitions(server, surface: surface).tools.compactMap { $0["name"]?.string }
    }

    @Test("every tool of the default surface exists")
    func everyNameOfTheDefaultSurface() throws {
        let listed = try names(Family.defaultName, .default)
        #expect(listed == DefaultSurface.names + Self.finders + ["wait-for", "result-get"])
    }

    @Test("the full surface of the default server is the whole family, each tool once")
    func full() throws {
        let listed = try names(Family.defaultName, .full)
        #expect(Set(listed).count == listed.count)
        let all = Set(Family.members.flatMap { $0.offers.map(\.name) } + Self.finders + ["wait-for", "result-get"])
        #expect(Set(listed) == all)
        #expect(try names("images", .full) == names("images", .default))
    }

    @Test(
        "the surface of discovery is the same few tools everywhere", arguments: ["openai", "images", "models", "proxy"])
    func discover(_ server: String) throws {
        #expect(try names(server, .discover) == Self.finders + ["result-get"])
        #expect(try Definitions(server, surface: .discover).tokens < 700)
    }

    @Test("the instructions say how the rest is reached")
    func instructions() throws {
        let texts = [try server("openai", .default), try server("models", .discover)]
        for text in texts { for name in Self.finders { #expect(text.contains(name), "\(text)") } }
        #expect(!(try server("models", .default)).contains("api-"))
    }

    private func server(_ name: String, _ surface: Surface) throws -> String {
        try Definitions.server(name, surface: surface).identity.instructions
    }

    @Test("the default server answers to every name and alias of the family", arguments: Family.members.map(\.name))
    func everyName(_ member: String) throws {
        let server = try Definitions.server(Family.defaultName)
        let offers = try #require(Family.members.first { $0.name == member }).offers
        for offer in offers {
            for name in [offer.name] + offer.aliases {
                #expect(server.tools.tool(named: name)?.name == offer.name, "\(name)")
            }
        }
    }

    @Test("a named server answers to its own names and aliases only")
    func ownNames() throws {
        let server = try Definitions.server("images")
        #expect(server.tools.tool(named: "image-generate") != nil)
        #expect(server.tools.tool(named: "image-variation-create") != nil, "not listed, but its own")
        #expect(server.tools.tool(named: "model-list") == nil)
        #expect(server.tools.tool(named: "api-call") == nil)
    }

    @Test("policy holds for what is not listed")
    func policy() throws {
        var policy = ToolPolicy()
        policy.isReadOnly = true
        policy.except = [Glob("model-*")]
        let server = try Definitions.server(Family.defaultName, policy: policy)
        #expect(server.tools.tool(named: "conversation-get") != nil)
        #expect(server.tools.tool(named: "conversation-create") == nil)
        #expect(server.tools.tool(named: "model-get") == nil)
        let call = try #require(server.tools.tool(named: "api-call"))
        #expect(call.annotations.readOnly && !call.annotations.destructive)
    }
}
