import JSON

/// Renders what an endpoint takes as a JSON Schema that every client and model can read.
///
/// The subset: an object at the root without unions there, no references, no nulls, `anyOf` only where a field really
/// takes several shapes. Deprecated and unlisted fields are accepted by ``FieldTable`` but not shown.
public enum SchemaRenderer {
    /// Name of the argument that carries what only a compatible server knows.
    public static let extraBody = "extra_body"

    /// The input schema of a tool, as compact JSON. Costs microseconds: render once.
    ///
    /// - Parameter isWhole: whether fields are shown too, at every depth, that a model rarely needs or that OpenAI has
    ///   deprecated.
    public static func inputSchema(of tool: Signature, isWhole: Bool = false) -> [UInt8] {
        let rendering = SchemaRendering(isWhole: isWhole)
        var writer = JSONWriter(reserving: 2048)
        writer.object { root in
            root.member("type", "object")
            root.key("properties")
            root.object { properties in
                for field in tool.fields where rendering.shows(field) {
                    rendering.write(field, to: &properties, isAtRoot: true)
                }
                if isWhole, tool.takesExtra { writeExtraBody(to: &properties) }
            }
            rendering.writeRequired(tool.fields.filter { rendering.shows($0) && $0.isAsked }, to: &root)
            // A client that checks arguments itself must not refuse those that are accepted but not shown.
            if isWhole || !tool.takesExtra && tool.fields.allSatisfy(\.isListed) {
                root.member("additionalProperties", false)
            }
        }
        return writer.bytes
    }

    private static func writeExtraBody(to writer: inout JSONWriter) {
        writer.key(extraBody)
        writer.object {
            $0.member("type", "object")
            $0.member("description", "Further body members for compatible servers, passed through unchanged.")
        }
    }
}

extension Field {
    /// The header `Mcp-Param-...` that repeats an argument, so that a load balancer can route by it without reading bodies
    /// (2026-07-28, Streamable HTTP, custom headers from tool parameters); nil: none does.
    public var header: String? {
        guard name == "model", case .string = shape else { return nil }
        return "Model"
    }
}

/// What of the fields is shown, and how.
private struct SchemaRendering {
    let isWhole: Bool

    func shows(_ field: Field) -> Bool { isWhole || field.isListed }

    /// - Parameter isAtRoot: whether it is an argument of the tool itself.
    func write(_ field: Field, to writer: inout JSONWriter, isAtRoot: Bool = false) {
        writer.key(field.name)
        writer.object {
            write(field.shape, to: &$0)
            if isAtRoot, let header = field.header { $0.member("x-mcp-header", header) }
            $0.member("description", description(of: field))
            writeDefault(field, to: &$0)
            if field.traits.contains(.deprecated) { $0.member("deprecated", true) }
        }
    }

    /// An `enum` would make a client refuse the values that an open one allows, so those stand in the text.
    private func description(of field: Field) -> String {
        guard case .string(let values, open: true, _) = field.shape, !values.isEmpty else { return field.summary }
        return "\(field.summary.dropLast()): \(values.joined(separator: ", ")) or another."
    }

    /// Only the defaults that a model could not guess and that cost a few bytes.
    private func writeDefault(_ field: Field, to writer: inout JSONWriter) {
        switch field.defaultValue {
        case .bool(let flag)?: writer.member("default", flag)
        case .number(let spelling)?: writer.member("default", raw: spelling.utf8)
        default: break
        }
    }

    func writeRequired(_ fields: [Field], to writer: inout JSONWriter) {
        guard !fields.isEmpty else { return }
        writer.key("required")
        writer.array { for field in fields { $0.string(field.name) } }
    }

    private func write(_ shape: Shape, to writer: inout JSONWriter) {
        switch shape {
        case .string(let values, let open, _):
            writer.member("type", "string")
            guard !open, !values.isEmpty else { return }
            writer.key("enum")
            writer.array { for value in values { $0.string(value) } }
        case .integer(let bounds):
            writer.member("type", "integer")
            if let lower = bounds.lower { writer.member("minimum", lower) }
            if let upper = bounds.upper { writer.member("maximum", upper) }
        case .number(let bounds):
            writer.member("type", "number")
            if let lower = bounds.lower { writer.member("minimum", .double(lower)) }
            if let upper = bounds.upper { writer.member("maximum", .double(upper)) }
        case .boolean:
            writer.member("type", "boolean")
        case .file:
            writer.member("type", "string")
        case .array(let element, let bounds):
            writer.member("type", "array")
            writer.key("items")
            writer.object { write(element, to: &$0) }
            // An empty list never makes sense, so a bound of 1 says nothing.
            if let lower = bounds.lower, lower > 1 { writer.member("minItems", lower) }
            if let upper = bounds.upper { writer.member("maxItems", upper) }
        case .map(let value):
            writer.member("type", "object")
            guard case .json = value else {
                writer.key("additionalProperties")
                writer.object { write(value, to: &$0) }
                return
            }
        case .object(let members):
            writer.member("type", "object")
            let listed = members.filter(shows)
            guard !listed.isEmpty else { return }
            writer.key("properties")
            writer.object { for member in listed { write(member, to: &$0) } }
            writeRequired(listed.filter(\.isAsked), to: &writer)
        case .union(let shapes):
            writer.key("anyOf")
            writer.array { for shape in shapes { $0.object { write(shape, to: &$0) } } }
        case .json:
            break
        }
    }
}
