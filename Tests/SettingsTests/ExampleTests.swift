import JSON
import TestSupport
import Testing
import Yams

@testable import Settings

/// The examples of the documentation: each loads without a word, and the schema takes it.
@Suite struct ExampleTests {
    /// Whatever an example refers to, and nothing from this machine.
    private func environment(_ text: String) -> [String: String] {
        Dictionary(
            text.matches(of: /env:([A-Z_]+)/).map { (String($0.1), "https://example.com/key") },
            uniquingKeysWith: { $1 })
    }

    @Test(arguments: Examples.names)
    func loads(name: String) throws {
        let text = try Examples.text(name)
        let loaded = try Settings.load(flags: [:], environment: environment(text), file: (name, text))
        #expect(loaded.warnings.map(\.description) == [])
        #expect(!loaded.settings.gateway.providers.isEmpty)
    }

    @Test(arguments: Examples.names)
    func fitsTheSchema(name: String) throws {
        let node = try #require(try Yams.compose(yaml: try Examples.text(name), .default, .default, .utf8))
        let value = try #require(JSONValue(node))
        let schema = JSONSchema(try JSONDocument(ConfigurationSchema.text).root)
        #expect(schema.faults(in: try JSONDocument(value.encoded).root) == [])
    }

    /// There is an example for each kind of provider and each strategy.
    @Test func nothingIsLeftOut() throws {
        let all = try Examples.names.map { name in
            let text = try Examples.text(name)
            return try Settings.load(flags: [:], environment: environment(text), file: (name, text)).settings.gateway
        }
        #expect(Set(all.flatMap(\.providers).map(\.kind)) == Set(ProviderEntry.Kind.allCases))
        #expect(Set(all.flatMap(\.routes).map(\.strategy)) == Set(RouteEntry.Strategy.allCases))
    }
}
