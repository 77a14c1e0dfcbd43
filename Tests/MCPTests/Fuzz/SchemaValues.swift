import JSON
import TestSupport

/// Values that a schema allows, as the dice fall.
struct SchemaValues {
    private let document: JSONView
    /// Texts to use under a member's name, so that a request often means something that is there.
    private let known: [String: [String]]

    /// Deeper, only what is required is made.
    private static let depthLimit = 4

    init(_ document: JSONDocument, known: [String: [String]]) {
        self.document = document.root
        self.known = known
    }

    /// A value for the definition of a name.
    func value(of definition: String, _ dice: inout Dice) -> JSONValue {
        value((document["definitions"] ?? document["$defs"])?[definition], named: "", 0, &dice)
    }

    private func value(_ schema: JSONView?, named name: String, _ depth: Int, _ dice: inout Dice) -> JSONValue {
        guard let schema, depth < 12 else { return [:] }
        if let reference = schema["$ref"]?.string {
            return value(document.value(at: String(reference.dropFirst())), named: name, depth, &dice)
        }
        if let constant = schema["const"] { return JSONValue(constant) }
        if let choices = schema["enum"] { return JSONValue(dice.pick(choices.elements.map { $0 })) }
        if let choices = schema["anyOf"] ?? schema["oneOf"] {
            return value(dice.pick(choices.elements.map { $0 }), named: name, depth, &dice)
        }
        if let parts = schema["allOf"] {
            let members = parts.elements.flatMap { part -> [JSONValue.Member] in
                guard case .object(let members) = value(part, named: name, depth, &dice) else { return [] }
                return members
            }
            return .object(members)
        }
        let types = schema["type"].map { $0.kind == .array ? $0.elements.compactMap(\.string) : [$0.string ?? ""] }
        switch types.map({ dice.pick($0) }) ?? (schema["properties"] == nil ? "any" : "object") {
        case "object": return object(schema, depth, &dice)
        case "array":
            let count = depth > Self.depthLimit ? 0 : Int.random(in: 0...2, using: &dice)
            return .array((0..<count).map { _ in value(schema["items"], named: name, depth + 1, &dice) })
        case "string": return .string(text(named: name, &dice))
        case "integer", "number": return dice.pick([0, 1, -1, 100, 0.5, 1_000_000])
        case "boolean": return .bool(dice.hits(oneIn: 2))
        case "null": return .null
        default: return dice.pick([.null, true, 7, "text", [], [:], ["a": [1, "b"]]])
        }
    }

    private func object(_ schema: JSONView, _ depth: Int, _ dice: inout Dice) -> JSONValue {
        let required = Set(schema["required"]?.elements.compactMap(\.string) ?? [])
        var members: [JSONValue.Member] = []
        for (name, property) in schema["properties"].map({ Array($0.members) }) ?? [] {
            guard required.contains(name) || (depth <= Self.depthLimit && dice.hits(oneIn: 2)) else { continue }
            members.append(.init(name, value(property, named: name, depth + 1, &dice)))
        }
        if schema["additionalProperties"]?.kind == .object, depth <= Self.depthLimit, dice.hits(oneIn: 3) {
            members.append(
                .init(text(named: "", &dice), value(schema["additionalProperties"], named: "", depth + 1, &dice)))
        }
        return .object(members)
    }

    private func text(named name: String, _ dice: inout Dice) -> String {
        if let texts = known[name], !dice.hits(oneIn: 6) { return dice.pick(texts) }
        return dice.pick([
            "", "a", "name", "test://static-text", "é\u{1F600}\u{0}\n\"", "%00../", String(repeating: "x", count: 300),
        ])
    }
}
