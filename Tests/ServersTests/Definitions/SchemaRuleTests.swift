import JSON
import Testing

@testable import Servers

/// The tools of every server keep the rules that Anthropic, OpenAI, Gemini and Amazon Bedrock publish.
@Suite struct SchemaRuleTests {
    @Test("every rule is kept", arguments: Family.members.map(\.name))
    func rules(_ server: String) throws {
        let tools = try Definitions(server, surface: .full).tools
        for rule in SchemaRule.all {
            for tool in tools {
                let violations = rule.violations(tool)
                #expect(violations.isEmpty, "\(tool["name"]?.string ?? ""): \(rule): \(violations)")
            }
        }
    }

    /// OpenAPI document of the OpenAI API, components/schemas/CreateChatCompletionRequest/functions: maxItems.
    @Test("no server lists more tools than OpenAI takes", arguments: Family.members.map(\.name))
    func number(_ server: String) throws {
        #expect(try Definitions(server).tools.count <= 128)
    }

    @Test("every publisher has rules, every rule has a source, and each of them can be broken")
    func table() throws {
        #expect(Set(SchemaRule.all.map(\.publisher)) == ["Anthropic", "OpenAI", "Gemini", "Amazon Bedrock"])
        #expect(SchemaRule.all.allSatisfy { !$0.source.isEmpty })
        let bad = try [
            ##"{"name":"a.b","description":"","inputSchema":{"type":"array","anyOf":[],"not":{}}}"##,
            ##"""
            {"name":"1 a","inputSchema":{"type":"object","required":["z"],"properties":{"$a b":{"$ref":"#/x"},
            "b":{"type":"array"},"c":{"allOf":[{"type":["string","null"],"enum":[1],"const":1}]}}}}
            """##,
        ].map { try JSONDocument($0).root }
        for rule in SchemaRule.all {
            #expect(bad.contains { !rule.violations($0).isEmpty }, "\(rule)")
        }
    }
}
