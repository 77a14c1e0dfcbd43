import Catalogue
import Gateway
import Testing

@testable import Servers

@Suite struct PolicyTests {
    @Test(arguments: [
        ("image-*", "image-edit", true), ("image-*", "images", false), ("*", "", true), ("*-list", "file-list", true),
        ("*-list", "file-lists", false), ("f?le-*", "file-get", true), ("a*b*c", "axxbyyc", true),
        ("a*b*c", "axxbyy", false), ("exact", "exact", true), ("exact", "exactly", false), ("", "x", false),
        ("**a", "bba", true),
    ])
    func globs(_ pattern: String, _ name: String, _ matches: Bool) {
        #expect(Glob(pattern).matches(name) == matches)
    }

    private func policy(_ change: (inout ToolPolicy) -> Void) -> ToolPolicy {
        var policy = ToolPolicy()
        change(&policy)
        return policy
    }

    @Test func endpointsAreRefusedHoweverTheyAreNamed() throws {
        let delete = try #require(Catalogue.endpoint(named: "file-delete"))
        let list = try #require(Catalogue.endpoint(named: "file-list"))
        let modify = try #require(Catalogue.endpoint(named: "vector-store-modify"))
        #expect(ToolPolicy().refusal(of: delete) == nil)
        let reading = policy { $0.isReadOnly = true }
        #expect(reading.refusal(of: delete) != nil && reading.refusal(of: modify) != nil)
        #expect(reading.refusal(of: list) == nil)
        let keeping = policy { $0.refusesDestructive = true }
        #expect(keeping.refusal(of: delete) != nil && keeping.refusal(of: modify) == nil)
        let excluding = policy { $0.except = [Glob("file-*")] }
        #expect(excluding.refusal(of: list) != nil && excluding.refusal(of: modify) == nil)
        // A list of tools says what may be named, not what composed tools use.
        #expect(policy { $0.only = [[Glob("x")]] }.refusal(of: list) == nil)
    }

    @Test func anEndpointGoesWithTheToolThatStandsForIt() throws {
        let create = try #require(Catalogue.endpoint(named: "file-create"))
        #expect(policy { $0.except = [Glob("file-upload")] }.refusal(of: create) != nil)
        #expect(
            policy { $0.only = [[Glob("file-upload")]] }.offers("file-create", isReadOnly: false, isDestructive: false))
        for (endpoint, tool) in Family.standIns {
            #expect(Catalogue.endpoint(named: endpoint) != nil, "\(endpoint)")
            #expect(Catalogue.endpoint(named: tool) == nil, "\(tool)")
        }
    }

    @Test func narrowingAllowsNoMoreThanBoth() {
        let one = policy { $0.only = [[Glob("file-*")]] }
        let other = policy {
            $0.only = [[Glob("*-list")]]
            $0.isReadOnly = true
        }
        let both = one.narrowed(by: other)
        #expect(both.offers("file-list", isReadOnly: true, isDestructive: false))
        #expect(!both.offers("file-get", isReadOnly: true, isDestructive: false))
        #expect(!both.offers("batch-list", isReadOnly: true, isDestructive: false))
        #expect(!both.offers("file-list", isReadOnly: false, isDestructive: false))
    }

    @Test func aServerListsWhatItsPolicyAllows() async throws {
        var options = Workbench.Options(servers: ["files"])
        options.policy = policy { $0.isReadOnly = true }
        let bench = try await Workbench("{}", with: options)
        let names = bench.server.tools.tools.map(\.name)
        #expect(names.contains("file-list") && !names.contains("file-delete"))
        var proxy = Workbench.Options(servers: ["proxy"])
        proxy.policy = policy { $0.except = [Glob("file-*")] }
        let caller = try await Workbench("{}", with: proxy)
        let outcome = try await caller.call("callTool", #"{"name":"file-list","arguments":{}}"#)
        #expect(outcome.isError && outcome.texts[0].contains("not offered"))
        let byPath = try await caller.call("callTool", #"{"name":"GET /files"}"#)
        #expect(byPath.isError && caller.upstream.calls.isEmpty)
    }
}
