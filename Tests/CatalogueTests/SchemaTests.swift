import Catalogue
import JSON
import Testing

@Suite struct SchemaTests {
    @Test func everySchemaStaysInThePortableSubset() throws {
        for endpoint in endpoints {
            let root = try JSONDocument(SchemaRenderer.inputSchema(of: endpoint.signature)).root
            #expect(root["type"]?.string == "object", "\(endpoint.name)")
            let isClosed = endpoint.signature.fields.allSatisfy(\.isListed) && !endpoint.signature.takesExtra
            #expect(root["additionalProperties"]?.bool == (isClosed ? false : nil), "\(endpoint.name)")
            #expect(root["anyOf"] == nil && root["oneOf"] == nil && root["allOf"] == nil, "\(endpoint.name)")
            try walk(root, endpoint.name)
        }
    }

    private func walk(_ schema: JSONView, _ place: String) throws {
        let allowed: Set<String> = [
            "type", "description", "enum", "properties", "required", "additionalProperties", "items", "anyOf",
            "minimum", "maximum", "minItems", "maxItems", "default", "x-mcp-header",
        ]
        for (key, value) in schema.members {
            #expect(allowed.contains(key), "\(place) \(key)")
            #expect(!value.isNull, "\(place) \(key)")
        }
        #expect(schema["type"]?.kind == .string || schema["anyOf"] != nil || schema["description"] != nil, "\(place)")
        for (name, member) in schema["properties"].map({ Array($0.members) }) ?? [] {
            #expect(member["description"]?.string?.isEmpty == false, "\(place).\(name)")
            try walk(member, "\(place).\(name)")
        }
        for name in schema["required"].map({ Array($0.elements) }) ?? [] {
            let required = try #require(name.string)
            #expect(schema["properties"]?[required] != nil, "\(place) requires \(required)")
        }
        for key in ["items", "additionalProperties"] {
            if let inner = schema[key], inner.kind == .object { try walk(inner, "\(place)[]") }
        }
        for choice in schema["anyOf"].map({ Array($0.elements) }) ?? [] { try walk(choice, "\(place)|") }
    }

    @Test func hiddenFieldsAreNotShown() throws {
        let schema = try properties("chat-completion-create")
        for name in ["max_tokens", "seed", "functions", "logit_bias", "stream", "extra_body"] {
            #expect(schema[name] == nil, "\(name)")
        }
        for name in ["messages", "model", "tools"] { #expect(schema[name] != nil, "\(name)") }
    }

    @Test func onlyWhatACallerMustGiveIsRequired() throws {
        let expected = [
            "chat-completion-create": ["messages"], "embedding-create": ["input"], "image-edit": ["prompt"],
            "image-generate": ["prompt"], "chat-completion-modify": ["completion_id", "metadata"],
            "response-create": [], "model-list": [],
        ]
        for (name, fields) in expected {
            let root = try JSONDocument(SchemaRenderer.inputSchema(of: endpoint(name).signature)).root
            #expect((root["required"]?.elements.compactMap(\.string) ?? []) == fields, "\(name)")
        }
    }

    @Test func extraBodyStandsOnlyWhereThereIsABody() throws {
        for (name, takesIt) in [("model-get", false), ("response-cancel", false), ("moderation-check", true)] {
            let whole = SchemaRenderer.inputSchema(of: try endpoint(name).signature, isWhole: true)
            #expect((try JSONDocument(whole).root["properties"]?["extra_body"] != nil) == takesIt, "\(name)")
        }
    }

    @Test func openValuesAreTextAndClosedOnesAnEnum() throws {
        let schema = try properties("image-generate")
        #expect(schema["size"]?["enum"] == nil)
        #expect(schema["size"]?["description"]?.string?.contains("1536x1024") == true)
        #expect(schema["background"]?["enum"]?.count == 3)
    }

    @Test func aWholeSchemaHasEveryFieldAtEveryDepth() throws {
        for endpoint in endpoints {
            let root = try JSONDocument(SchemaRenderer.inputSchema(of: endpoint.signature, isWhole: true)).root
            #expect(root["additionalProperties"]?.bool == false, "\(endpoint.name)")
            for field in endpoint.signature.fields { expectWhole(root, field, endpoint.name) }
        }
    }

    private func expectWhole(_ schema: JSONView, _ field: Field, _ place: String) {
        let place = "\(place).\(field.name)"
        guard let shown = schema["properties"]?[field.name] else {
            Issue.record("\(place) is not shown")
            return
        }
        #expect((shown["deprecated"]?.bool ?? false) == field.traits.contains(.deprecated), "\(place)")
        expectWhole(shown, field.shape, place)
    }

    private func expectWhole(_ schema: JSONView, _ shape: Shape, _ place: String) {
        switch shape {
        case .object(let members): for member in members { expectWhole(schema, member, place) }
        case .array(let element, _): if let items = schema["items"] { expectWhole(items, element, place) }
        case .union(let shapes):
            for (shape, choice) in zip(shapes, schema["anyOf"].map { Array($0.elements) } ?? []) {
                expectWhole(choice, shape, place)
            }
        default: break
        }
    }

    /// Bytes over four, as every definition is counted; 75 bytes of frame and output schema and 100 of annotations for
    /// each tool. The goldens of the servers have the exact figure.
    @Test(arguments: Catalogue.domains.map(\.name))
    func everyDomainFitsItsBudget(_ name: String) throws {
        let domain = try #require(Catalogue.domains.first { $0.name == name })
        let bytes = domain.endpoints.reduce(0) { sum, endpoint in
            var ending = 0
            if case .deprecated(_, let successor) = endpoint.lifecycle { ending = 60 + successor.utf8.count }
            return sum + SchemaRenderer.inputSchema(of: endpoint.signature).count + endpoint.name.utf8.count
                + endpoint.summary.utf8.count + ending + 175
        }
        #expect(bytes / 4 <= 6_000)
    }

    private func properties(_ name: String) throws -> JSONView {
        let root = try JSONDocument(SchemaRenderer.inputSchema(of: endpoint(name).signature)).root
        return try #require(root["properties"])
    }
}
