#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON
import Testing
import Yams

@testable import Settings

/// The examples of the documentation: each loads without a word, and the schema takes it.
@Suite struct ExampleTests {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Documentation/examples"

    static let names: [String] = {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".yaml") { names.append(name) }
        }
        return names.sorted()
    }()

    private func text(_ name: String) throws -> String { try TextFile("\(Self.folder)/\(name)", limit: 1 << 20).text }

    /// Whatever an example refers to, and nothing from this machine.
    private func environment(_ text: String) -> [String: String] {
        Dictionary(
            text.matches(of: /env:([A-Z_]+)/).map { (String($0.1), "https://example.com/key") },
            uniquingKeysWith: { $1 })
    }

    @Test(arguments: names)
    func loads(name: String) throws {
        let text = try text(name)
        let loaded = try Settings.load(flags: [:], environment: environment(text), file: (name, text))
        #expect(loaded.warnings.map(\.description) == [])
        #expect(!loaded.settings.gateway.providers.isEmpty)
    }

    @Test(arguments: names)
    func fitsTheSchema(name: String) throws {
        let node = try #require(try Yams.compose(yaml: try text(name), .default, .default, .utf8))
        let value = try #require(JSONValue(node))
        let schema = JSONSchema(try JSONDocument(ConfigurationSchema.text).root)
        #expect(schema.faults(in: try JSONDocument(value.encoded).root) == [])
    }

    /// There is an example for each kind of provider and each strategy.
    @Test func nothingIsLeftOut() throws {
        let all = try Self.names.map { name in
            let text = try text(name)
            return try Settings.load(flags: [:], environment: environment(text), file: (name, text)).settings.gateway
        }
        #expect(Set(all.flatMap(\.providers).map(\.kind)) == Set(ProviderEntry.Kind.allCases))
        #expect(Set(all.flatMap(\.routes).map(\.strategy)) == Set(RouteEntry.Strategy.allCases))
    }
}
