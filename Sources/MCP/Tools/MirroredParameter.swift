import JSON

/// An argument that clients repeat in an HTTP header, so that a load balancer can route by it without reading bodies
/// (2026-07-28, Streamable HTTP, custom headers from tool parameters).
public struct MirroredParameter: Sendable, Hashable {
    /// The annotation in a schema.
    public static let keyword = "x-mcp-header"

    /// What follows `Mcp-Param-` in the header's name.
    public let header: String
    /// Names of the properties that lead to the argument.
    public let path: [String]

    /// Creates one.
    public init(header: String, path: [String]) {
        self.header = header
        self.path = path
    }

    /// The arguments that a schema marks, wherever only `properties` lead to them.
    public static func all(in schema: JSONView) -> [MirroredParameter] { all(in: schema, below: []) }

    private static func all(in schema: JSONView, below path: [String]) -> [MirroredParameter] {
        guard let properties = schema["properties"], properties.kind == .object else { return [] }
        return properties.members.flatMap { name, property -> [MirroredParameter] in
            let own = property[keyword]?.string.map { [MirroredParameter(header: $0, path: path + [name])] } ?? []
            return own + all(in: property, below: path + [name])
        }
    }

    /// Writes a schema without its marks.
    static func write(unmarked schema: JSONView, to writer: inout JSONWriter) {
        switch schema.kind {
        case .object:
            writer.object { object in
                for (name, value) in schema.members where name != keyword || value.kind != .string {
                    object.key(name)
                    write(unmarked: value, to: &object)
                }
            }
        case .array: writer.array { list in for element in schema.elements { write(unmarked: element, to: &list) } }
        default: writer.raw(schema.raw)
        }
    }

    /// The argument of a call; nil where it is not there, or null.
    func value(in arguments: JSONView?) -> JSONView? {
        var view = arguments
        for name in path { view = view?[name] }
        return view.flatMap { $0.isNull ? nil : $0 }
    }

    /// Whether a header's text stands for an argument.
    static func isEqual(_ text: String, to value: JSONView) -> Bool {
        switch value.kind {
        case .string: return value.string == text
        case .bool: return value.bool.map { $0 ? "true" : "false" } == text
        // `42.0` and `42` are equal (server validation).
        case .number: return value.number == text || (value.double != nil && value.double == Double(text))
        default: return false
        }
    }
}
