import JSON

/// Checks a value against a JSON Schema, as far as the schemas of MCP and of the OpenAI API use the language.
///
/// Knows: `$ref` within the document, `type`, `enum`, `const`, `anyOf`, `oneOf` (as `anyOf`), `allOf`, `required`,
/// `properties`, `additionalProperties`, `items`, `minimum`, `maximum`, `minItems`, `maxItems`. Other keywords are
/// annotations to it.
public struct JSONSchemaCheck: Sendable {
    private let document: JSONView

    /// Reads a schema document.
    public init(_ document: JSONDocument) { self.document = document.root }

    /// What is wrong with a value under the definition of a name (`definitions` or `$defs`); empty if nothing.
    public func faults(in value: JSONView, definition: String) -> [String] {
        guard let schema = (document["definitions"] ?? document["$defs"])?[definition] else {
            return ["the schema has no definition \(definition)"]
        }
        return faults(in: value, schema, at: "")
    }

    /// Whether the schema has a definition of this name.
    public func has(_ definition: String) -> Bool {
        (document["definitions"] ?? document["$defs"])?[definition] != nil
    }

    /// What is wrong with a value under a schema of the document.
    public func faults(in value: JSONView, _ schema: JSONView, at path: String) -> [String] {
        if schema.kind == .bool { return schema.bool == true ? [] : ["\(path): nothing is allowed here"] }
        if let reference = schema["$ref"]?.string {
            guard let target = document.value(at: String(reference.dropFirst())) else {
                return ["\(path): unknown reference \(reference)"]
            }
            let rest = schema.members.contains { $0.key != "$ref" && $0.key != "description" }
            return faults(in: value, target, at: path) + (rest ? keywords(value, schema, path) : [])
        }
        return keywords(value, schema, path)
    }

    private func keywords(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        var faults: [String] = []
        if let type = schema["type"] {
            let names = type.kind == .array ? type.elements.compactMap(\.string) : [type.string ?? ""]
            if !names.contains(where: { Self.fits(value, $0) }) {
                return ["\(path): \(value.kind) where \(names.joined(separator: " or ")) is expected"]
            }
        }
        if let constant = schema["const"], JSONValue(constant) != JSONValue(value) {
            faults.append("\(path): must be \(String(decoding: constant.raw, as: UTF8.self))")
        }
        if let values = schema["enum"], !values.elements.contains(where: { JSONValue($0) == JSONValue(value) }) {
            faults.append("\(path): \(String(decoding: value.raw, as: UTF8.self)) is none of the allowed values")
        }
        for key in ["anyOf", "oneOf"] {
            guard let choices = schema[key] else { continue }
            let tries = choices.elements.map { self.faults(in: value, $0, at: path) }
            if !tries.contains(where: \.isEmpty) {
                faults.append("\(path): fits no member of \(key): \(tries.min { $0.count < $1.count } ?? [])")
            }
        }
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] { faults += self.faults(in: value, part, at: path) }
        if value.kind == .object { faults += members(of: value, schema, path) }
        if value.kind == .array { faults += elements(of: value, schema, path) }
        if let number = value.double {
            if let least = schema["minimum"]?.double, number < least { faults.append("\(path): below \(least)") }
            if let most = schema["maximum"]?.double, number > most { faults.append("\(path): above \(most)") }
        }
        return faults
    }

    private func members(of value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        var faults: [String] = []
        for name in schema["required"]?.elements.compactMap(\.string) ?? [] where value[name] == nil {
            faults.append("\(path): \(name) is missing")
        }
        let properties = schema["properties"]
        for (key, member) in value.members {
            if let property = properties?[key] {
                faults += self.faults(in: member, property, at: "\(path)/\(key)")
            } else if let rest = schema["additionalProperties"] {
                if rest.bool == false {
                    faults.append("\(path): \(key) is not allowed")
                } else {
                    faults += self.faults(in: member, rest, at: "\(path)/\(key)")
                }
            }
        }
        return faults
    }

    private func elements(of value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minItems"]?.int, value.count < least { faults.append("\(path): too few elements") }
        if let most = schema["maxItems"]?.int, value.count > most { faults.append("\(path): too many elements") }
        guard let items = schema["items"] else { return faults }
        for (position, element) in value.elements.enumerated() {
            faults += self.faults(in: element, items, at: "\(path)/\(position)")
        }
        return faults
    }

    private static func fits(_ value: JSONView, _ type: String) -> Bool {
        switch type {
        case "object": value.kind == .object
        case "array": value.kind == .array
        case "string": value.kind == .string
        case "boolean": value.kind == .bool
        case "null": value.kind == .null
        case "integer": value.kind == .number && value.int != nil
        case "number": value.kind == .number
        default: false
        }
    }
}
