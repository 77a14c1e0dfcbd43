import JSON
import Servers
import Testing

/// Rules 1 to 5 of DESIGN section 5, on what clients really get.
@Suite struct DefinitionTests {
    @Test("the default server stays within its budget")
    func budget() throws {
        let list = try Definitions(Family.defaultName)
        #expect(list.tools.count <= 30)
        #expect(list.tokens <= 8_000)
    }

    @Test("every other server stays within its own", arguments: Family.members.dropFirst().map(\.name))
    func budget(_ server: String) throws {
        let list = try Definitions(server)
        #expect(list.tokens <= 6_000, "\(server): \(list.tokens)")
    }

    @Test("names, descriptions and hints", arguments: Family.members.map(\.name))
    func tools(_ server: String) throws {
        let tools = try Definitions(server).tools
        #expect(!tools.isEmpty)
        let names = tools.compactMap { $0["name"]?.string }
        #expect(Set(names).count == tools.count)
        for tool in tools {
            let name = try #require(tool["name"]?.string)
            // The proxy's tools have the names that it was promised with.
            let pattern = server == "proxy" ? /[a-z][A-Za-z-]*/ : /[a-z][a-z0-9_-]*/
            #expect(name.wholeMatch(of: pattern) != nil && name.utf8.count <= 40, "\(name)")
            let description = tool["description"]?.string ?? ""
            #expect(description.hasSuffix(".") && description.utf8.count <= 200, "\(name): \(description)")
            for hint in ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] {
                #expect(tool["annotations"]?[hint]?.kind == .bool, "\(name) \(hint)")
            }
            #expect(tool["annotations"]?.count == 4, "\(name)")
        }
    }

    @Test("schemas are plain objects whose properties are described", arguments: Family.members.map(\.name))
    func schemas(_ server: String) throws {
        for tool in try Definitions(server).tools {
            let name = tool["name"]?.string ?? ""
            let schema = try #require(tool["inputSchema"], "\(name)")
            #expect(schema["type"]?.string == "object", "\(name)")
            #expect(schema["properties"]?.kind == .object, "\(name)")
            for word in ["anyOf", "oneOf", "allOf", "not", "if"] { #expect(schema[word] == nil, "\(name) \(word)") }
            let text = String(decoding: schema.raw, as: UTF8.self)
            #expect(!text.contains("\"$ref\"") && !text.contains(":null"), "\(name)")
            expectDescriptions(schema, name)
        }
    }

    /// At every depth.
    private func expectDescriptions(_ schema: JSONView, _ place: String) {
        for (name, property) in schema["properties"].map({ Array($0.members) }) ?? [] {
            #expect(property["description"]?.string?.isEmpty == false, "\(place).\(name)")
            expectDescriptions(property, "\(place).\(name)")
        }
        if let items = schema["items"] { expectDescriptions(items, place + "[]") }
        for choice in schema["anyOf"].map({ Array($0.elements) }) ?? [] { expectDescriptions(choice, place + "|") }
    }
}
