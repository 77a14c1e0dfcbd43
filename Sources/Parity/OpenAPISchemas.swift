import Catalogue
import JSON

/// Reads the schemas of an OpenAPI file as far as the top level of a body needs.
struct OpenAPISchemas {
    private let root: JSONView

    init(_ root: JSONView) { self.root = root }

    /// Follows references; a circle or a dead end gives what was reached.
    func resolve(_ view: JSONView) -> JSONView {
        var current = view
        for _ in 0..<16 {
            guard let reference = current["$ref"]?.string, reference.hasPrefix("#"),
                let next = root.value(at: String(reference.dropFirst()))
            else { break }
            current = next
        }
        return current
    }

    // MARK: Members of a body

    /// Top-level members; where a body is one of several objects, those of all, required where all require them.
    func members(of schema: JSONView) -> [FieldFacts] {
        let (names, schemas, required) = flatten(schema)
        return names.map { name in
            var field = FieldFacts(name, .body)
            if let schema = schemas[name] { describe(schema, into: &field) }
            field.isRequired = required.contains(name)
            return field
        }
    }

    private typealias Flat = (names: [String], schemas: [String: JSONView], required: Set<String>)

    private func flatten(_ view: JSONView, depth: Int = 0) -> Flat {
        let schema = resolve(view)
        var flat: Flat = ([], [:], Set(schema["required"].texts))
        guard depth < 16 else { return flat }
        for part in schema["allOf"].list {
            let inner = flatten(part, depth: depth + 1)
            add(inner, to: &flat)
            flat.required.formUnion(inner.required)
        }
        let choices = (schema["anyOf"].list + schema["oneOf"].list).map { flatten($0, depth: depth + 1) }
        for choice in choices { add(choice, to: &flat) }
        if let first = choices.first {
            flat.required.formUnion(choices.dropFirst().reduce(first.required) { $0.intersection($1.required) })
        }
        if let properties = schema["properties"] {
            for (name, property) in properties.members { add(([name], [name: property], []), to: &flat) }
        }
        return flat
    }

    /// A later schema of the same name replaces the earlier one, as the specification uses it.
    private func add(_ more: Flat, to flat: inout Flat) {
        for name in more.names {
            if flat.schemas[name] == nil { flat.names.append(name) }
            flat.schemas[name] = more.schemas[name]
        }
    }

    // MARK: One field

    func describe(_ view: JSONView, into field: inout FieldFacts) {
        field.isDeprecated = [view, resolve(view)].contains { $0["deprecated"]?.bool == true }
        field.defaultValue = defaultValue(view)
        let leaves = self.leaves(view, &field)
        field.type = TypeName(alternatives: leaves.flatMap(typeNames).filter { $0 != "null" })
        let texts = leaves.filter { types($0).contains("string") && $0["format"]?.string != "binary" }
        for leaf in texts { field.values.formUnion(values(leaf)) }
        field.isOpen = isOpen(texts)
        for leaf in leaves {
            let types = types(leaf)
            if types.contains("string") {
                field.length = Bounds(
                    leaf["minLength"]?.int ?? field.length.lower, leaf["maxLength"]?.int ?? field.length.upper)
            }
            if types.contains("integer") || types.contains("number") {
                field.range = Bounds(
                    leaf["minimum"]?.double ?? field.range.lower, leaf["maximum"]?.double ?? field.range.upper)
            }
            if types.contains("array") { describe(array: leaf, into: &field) }
        }
    }

    private func describe(array: JSONView, into field: inout FieldFacts) {
        field.count = Bounds(
            array["minItems"]?.int ?? field.count.lower, array["maxItems"]?.int ?? field.count.upper)
        guard let items = array["items"] else { return }
        var element = FieldFacts(field.name, field.location)
        let leaves = self.leaves(items, &element).filter { types($0).contains("string") }
        for leaf in leaves { field.values.formUnion(values(leaf)) }
    }

    /// The schemas without unions below a schema; whether null is allowed is noted on the way.
    private func leaves(_ view: JSONView, _ field: inout FieldFacts, depth: Int = 0) -> [JSONView] {
        let schema = resolve(view)
        if [view, schema].contains(where: { $0["nullable"]?.bool == true }) || types(schema).contains("null")
            || values(schema, withNull: true).contains(nil)
        {
            field.isNullable = true
        }
        // A union beside properties is a rule about which of them are required, not a choice of types.
        guard depth < 16, schema["properties"] == nil else { return [schema] }
        let choices = self.choices(schema)
        if !choices.isEmpty { return choices.flatMap { leaves($0, &field, depth: depth + 1) } }
        let parts = schema["allOf"].list.map { ($0, leaves($0, &field, depth: depth + 1)) }
            .filter { _, leaves in leaves.contains { !types($0).isEmpty } }
        return parts.count == 1 ? parts[0].1 : [schema]
    }

    private func choices(_ schema: JSONView) -> [JSONView] { schema["anyOf"].list + schema["oneOf"].list }

    /// The default of a schema, or of its only choice beside null: a default of one choice among several is none.
    private func defaultValue(_ view: JSONView, depth: Int = 0) -> JSONValue? {
        let schema = resolve(view)
        if let value = view["default"] ?? schema["default"] { return JSONValue(unlessNull: value) }
        let inner = choices(schema).filter { types(resolve($0)) != ["null"] } + schema["allOf"].list
        return depth < 16 && inner.count == 1 ? defaultValue(inner[0], depth: depth + 1) : nil
    }

    private func types(_ schema: JSONView) -> [String] {
        switch schema["type"]?.kind {
        case .string: [schema["type"]?.string ?? ""]
        case .array: schema["type"].texts
        default:
            // Left out where something else tells it.
            if schema["properties"] != nil || !schema["allOf"].list.isEmpty {
                ["object"]
            } else if schema["items"] != nil {
                ["array"]
            } else {
                schema["enum"] == nil ? [] : ["string"]
            }
        }
    }

    private func typeNames(_ schema: JSONView) -> [String] {
        types(schema).map { type in
            switch type {
            case "string" where schema["format"]?.string == "binary": return "binary"
            case "array":
                guard let items = schema["items"] else { return "array<\(TypeName.any)>" }
                var element = FieldFacts("", .body)
                describe(items, into: &element)
                return "array<\(element.type)>"
            case "object":
                guard schema["properties"] == nil, let value = schema["additionalProperties"], value.kind == .object,
                    value.count > 0
                else { return "object" }
                var element = FieldFacts("", .body)
                describe(value, into: &element)
                return "map<\(element.type)>"
            default: return type
            }
        }
    }

    private func values(_ schema: JSONView) -> [String] { values(schema, withNull: false).compactMap { $0 } }

    private func values(_ schema: JSONView, withNull: Bool) -> [String?] {
        guard let list = schema["enum"] else { return schema["const"]?.string.map { [$0] } ?? [] }
        return list.elements.filter { withNull || !$0.isNull }.map { $0.isNull ? nil : $0.string ?? "" }
    }

    /// Known values beside a text without values: others are allowed too.
    private func isOpen(_ texts: [JSONView]) -> Bool {
        texts.contains { !values($0).isEmpty } && texts.contains { values($0).isEmpty }
    }
}
