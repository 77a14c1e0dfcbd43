import Catalogue
import JSON

/// Reads the schema of a virtual tool into fields, so that it is checked, rendered, found and described like any other.
///
/// Taken is what every client and model can read: an object at the root, plain types, enums of strings, bounds, lists,
/// objects, and `anyOf` below the root. A keyword that would be lost on the way is a fault.
struct SchemaFields {
    /// What is wrong, and where in the schema.
    struct Fault: Error {
        let place: String
        let message: String
    }

    /// Keywords that say nothing about what fits.
    private static let annotations: Set<String> = [
        "title", "description", "examples", "example", "format", "$schema", "$comment", "$id", "deprecated", "default",
    ]
    /// Keywords that are read, by type.
    private static let keywords: [String: Set<String>] = [
        "string": ["enum", "minLength", "maxLength"], "integer": ["minimum", "maximum"],
        "number": ["minimum", "maximum"],
        "boolean": [], "array": ["items", "minItems", "maxItems"],
        "object": ["properties", "required", "additionalProperties"], "": ["anyOf"],
    ]

    /// The fields of an object at the root.
    static func read(_ schema: JSONView) throws(Fault) -> [Field] {
        guard schema.kind == .object, schema["type"]?.string == "object" else {
            throw Fault(place: "", message: "must have \"type\": \"object\" at its root")
        }
        try check(schema, "object", "")
        return try fields(schema, "")
    }

    private static func fields(_ schema: JSONView, _ place: String) throws(Fault) -> [Field] {
        let required = Set(schema["required"]?.elements.compactMap(\.string) ?? [])
        var fields: [Field] = []
        for (name, property) in schema["properties"].map({ Array($0.members) }) ?? [] {
            let inner = "\(place)/properties/\(JSONPointer.escape(name))"
            guard name.wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]{0,63}/) != nil else {
                throw Fault(
                    place: inner, message: "names of arguments are letters, digits and _, at most 64, not a digit first"
                )
            }
            guard let summary = property["description"]?.string, !summary.isEmpty else {
                throw Fault(
                    place: inner, message: "has no description; say in a sentence what the model has to fill in")
            }
            fields.append(
                Field(
                    name, summary, try shape(property, inner), required.contains(name) ? .required : [],
                    default: property["default"].map { JSONValue($0) }))
        }
        if let unknown = required.first(where: { name in !fields.contains { $0.name == name } }) {
            throw Fault(place: "\(place)/required", message: "names '\(unknown)', which is no property")
        }
        return fields
    }

    private static func shape(_ schema: JSONView, _ place: String) throws(Fault) -> Shape {
        guard schema.kind == .object else { throw Fault(place: place, message: "must be an object") }
        let type = schema["type"]?.string ?? ""
        try check(schema, type, place)
        switch type {
        case "string":
            let values = schema["enum"]?.elements.map(\.string) ?? []
            guard !values.contains(nil) else {
                throw Fault(place: "\(place)/enum", message: "may hold strings only")
            }
            return .string(
                values: values.compactMap { $0 }, length: Bounds(schema["minLength"]?.int, schema["maxLength"]?.int))
        case "integer": return .integer(Bounds(schema["minimum"]?.int, schema["maximum"]?.int))
        case "number": return .number(Bounds(schema["minimum"]?.double, schema["maximum"]?.double))
        case "boolean": return .boolean
        case "array":
            guard let items = schema["items"] else {
                throw Fault(place: place, message: "has no \"items\"; say what the list holds")
            }
            return .array(
                try shape(items, "\(place)/items"), Bounds(schema["minItems"]?.int, schema["maxItems"]?.int))
        case "object":
            if schema["properties"] != nil { return .object(try fields(schema, place)) }
            guard let values = schema["additionalProperties"], values.kind == .object else { return .map(.json) }
            return .map(try shape(values, "\(place)/additionalProperties"))
        default:
            guard let choices = schema["anyOf"] else { return .json }
            var shapes: [Shape] = []
            for (position, choice) in choices.elements.enumerated() {
                shapes.append(try shape(choice, "\(place)/anyOf/\(position)"))
            }
            return .union(shapes)
        }
    }

    private static func check(_ schema: JSONView, _ type: String, _ place: String) throws(Fault) {
        guard let known = keywords[type] else {
            throw Fault(
                place: "\(place)/type",
                message:
                    "'\(type)' is not taken, use one of \(keywords.keys.filter { !$0.isEmpty }.sorted().joined(separator: ", "))"
            )
        }
        if let type = schema["type"], type.kind != .string {
            throw Fault(place: "\(place)/type", message: "must be one type; several are written with anyOf")
        }
        for (keyword, _) in schema.members where keyword != "type" && !annotations.contains(keyword) {
            guard known.contains(keyword) else {
                throw Fault(
                    place: "\(place)/\(JSONPointer.escape(keyword))",
                    message: "is a keyword that not every client takes here, leave it out and say it in the description"
                )
            }
        }
    }
}
