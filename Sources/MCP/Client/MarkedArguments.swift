import JSON

extension MirroredParameter {
    /// Why a client must not use a tool whose schema marks arguments.
    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    /// The arguments that a schema marks; throws where a mark breaks a rule (2026-07-28, Streamable HTTP, constraints on
    /// `x-mcp-header` values).
    static func checked(in schema: JSONView) throws(Invalid) -> [MirroredParameter] {
        var found: [MirroredParameter] = []
        try collect(in: schema, at: [], &found)
        var headers: Set<String> = []
        for parameter in found where !headers.insert(parameter.header.lowercased()).inserted {
            throw Invalid(description: "two arguments have the header \(parameter.header.debugDescription)")
        }
        return found
    }

    /// - Parameter path: nil where other keywords than `properties` lead to the schema.
    private static func collect(
        in schema: JSONView, at path: [String]?, _ found: inout [MirroredParameter]
    ) throws(Invalid) {
        if schema.kind == .array {
            for element in schema.elements { try collect(in: element, at: nil, &found) }
        }
        guard schema.kind == .object else { return }
        if let mark = schema[keyword] { found.append(try parameter(mark, schema, path)) }
        for (key, value) in schema.members where !literals.contains(key) && key != keyword {
            guard key == "properties", value.kind == .object else {
                try collect(in: value, at: nil, &found)
                continue
            }
            for (name, property) in value.members { try collect(in: property, at: path.map { $0 + [name] }, &found) }
        }
    }

    /// Keywords whose values are data and no schemas.
    private static let literals: Set<String> = ["default", "examples", "const", "enum"]

    private static func parameter(
        _ mark: JSONView, _ schema: JSONView, _ path: [String]?
    ) throws(Invalid) -> MirroredParameter {
        guard let header = mark.string, !header.isEmpty, header.utf8.allSatisfy(isTokenByte) else {
            throw Invalid(description: "\(keyword) must be a name that a header can have")
        }
        guard let path, !path.isEmpty else {
            throw Invalid(
                description: "\(keyword) \(header.debugDescription) is at a place that more than properties lead to")
        }
        guard ["string", "integer", "boolean"].contains(schema["type"]?.string) else {
            throw Invalid(
                description: "\(keyword) \(header.debugDescription) is on no string, integer or boolean")
        }
        return MirroredParameter(header: header, path: path)
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The argument of a call as its header spells it, before any encoding; nil where there is nothing to repeat.
    func text(in arguments: JSONView?) -> String? {
        guard let value = value(in: arguments) else { return nil }
        switch value.kind {
        case .string: return value.string
        case .bool: return value.bool.map { $0 ? "true" : "false" }
        case .number: return value.int.map(String.init) ?? value.number
        default: return nil
        }
    }
}
