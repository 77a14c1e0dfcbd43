/// A JSON Schema (2020-12) as far as it decides whether a value fits: what callers give for the arguments of functions
/// and for structured answers.
///
/// Annotations such as `title`, `format` and `default` decide nothing. A reference leads to a place in the same document.
public struct JSONSchema: Sendable {
    private let root: JSONView
    /// References followed within one another, so that a schema which refers to itself without end is noticed.
    private static let depthLimit = 200

    /// Creates a schema from its document, an object or a boolean.
    public init(_ root: JSONView) { self.root = root }

    /// What is wrong with a value: `/items/0/price: a string where number is expected`; empty if nothing.
    public func faults(in value: JSONView) -> [String] {
        var checker = SchemaChecker(root: root, depthLimit: Self.depthLimit)
        checker.check(value, root, at: "")
        return checker.faults
    }

    /// Whether every object is closed and has all its properties required, as strict structured output wants it.
    public var isStrict: Bool { Self.isStrict(root) }

    private static func isStrict(_ schema: JSONView) -> Bool {
        guard schema.kind == .object else { return schema.kind != .bool }
        if let properties = schema["properties"] {
            let required = Set(schema["required"]?.elements.compactMap(\.string) ?? [])
            guard schema["additionalProperties"]?.bool == false,
                properties.members.allSatisfy({ required.contains($0.key) && isStrict($0.value) })
            else { return false }
        } else if schema["type"]?.string == "object" {
            return false
        }
        for key in ["$defs", "definitions"] {
            if let parts = schema[key], !parts.members.allSatisfy({ isStrict($0.value) }) { return false }
        }
        if let items = schema["items"], !isStrict(items) { return false }
        if ["oneOf", "allOf", "not", "if", "patternProperties"].contains(where: { schema[$0] != nil }) { return false }
        return schema["anyOf"]?.elements.allSatisfy(isStrict) ?? true
    }
}
