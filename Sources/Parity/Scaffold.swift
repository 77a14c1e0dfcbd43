import Catalogue
import JSON

/// Writes the table entry of an operation that the catalogue lacks; names and sentences are left to a person.
public enum Scaffold {
    /// Swift source of one `.init(...)` entry.
    public static func entry(for operation: OperationFacts) -> String {
        let method = operation.key.prefix { $0 != " " }
        let path = operation.key.dropFirst(method.count + 1)
        let words = path.split(separator: "/").filter { !$0.hasPrefix("{") }
        var tail = ""
        if operation.bodies == [.multipart] { tail += ", encoding: .multipart" }
        if operation.bodies.count > 1 { tail += ", encoding: .multipartOrJSON" }
        if operation.isDeprecated { tail += ", lifecycle: .deprecated(shutdown: nil, successor: \"\")" }
        let fields = operation.fields.map { "        \(field($0, method: method, path: path)),\n" }.joined()
        return """
            .init(
                "\(words.joined(separator: "-"))", .\(method.lowercased()), "\(path)", "", \(effect(method)),
                [
            \(fields)    ]\(tail)),
            """
    }

    private static func effect(_ method: Substring) -> String {
        switch method {
        case "GET": ".reads"
        case "DELETE": ".deletes"
        default: ".creates"
        }
    }

    private static func field(_ field: FieldFacts, method: Substring, path: Substring) -> String {
        var arguments = ["\"\(field.name)\"", "\"\""]
        let traits = self.traits(field, method: method)
        if !traits.isEmpty { arguments.append("[\(traits.joined(separator: ", "))]") }
        guard let type = field.type.alternatives.first, field.type.alternatives.count == 1 else {
            return
                ".union(\((arguments + ["[\(field.type.alternatives.map(shape).joined(separator: ", "))]"]).joined(separator: ", ")))"
        }
        let factory: String
        switch type {
        case "string":
            factory = "string"
            if !field.values.isEmpty {
                arguments.append("oneOf: [\(field.values.sorted().map { "\"\($0)\"" }.joined(separator: ", "))]")
            }
            if field.isOpen { arguments.append("open: true") }
            if let upper = field.length.upper { arguments.append("length: \(field.length.lower ?? 0)...\(upper)") }
        case "integer", "number":
            factory = type
            if let lower = field.range.lower, let upper = field.range.upper {
                arguments.append("within: \(spell(lower))...\(spell(upper))")
            } else if let lower = field.range.lower {
                arguments.append("atLeast: \(spell(lower))")
            }
        case "boolean": factory = "boolean"
        case "binary": factory = "file"
        case _ where type.hasPrefix("array<"):
            factory = "array"
            arguments.append("of: \(shape(inner(type)))")
            if let lower = field.count.lower, let upper = field.count.upper {
                arguments.append("count: \(lower)...\(upper)")
            } else if let lower = field.count.lower {
                arguments.append("atLeast: \(lower)")
            }
        case _ where type.hasPrefix("map<"):
            factory = "map"
            arguments.append("of: \(shape(inner(type)))")
        default:
            factory = "map"
            arguments.append("of: .json")
        }
        if let value = field.defaultValue, ["string", "integer", "number", "boolean"].contains(type) {
            arguments.append("default: \(String(decoding: value.encoded, as: UTF8.self))")
        }
        return ".\(factory)(\(arguments.joined(separator: ", ")))"
    }

    private static func traits(_ field: FieldFacts, method: Substring) -> [String] {
        [
            (field.isRequired, ".required"), (field.isNullable, ".nullable"), (field.isDeprecated, ".deprecated"),
            (field.location == .query && method == "POST", ".query"), (field.location == .header, ".header"),
            (field.forms == [.json], ".jsonOnly"), (field.forms == [.multipart], ".multipartOnly"),
        ].filter(\.0).map(\.1)
    }

    private static func inner(_ type: String) -> String {
        String(type.drop { $0 != "<" }.dropFirst().dropLast())
    }

    private static func shape(_ type: String) -> String {
        switch type {
        case "string": ".text"
        case "integer": ".integer()"
        case "number": ".number()"
        case "boolean": ".boolean"
        case "binary": ".file"
        case _ where type.hasPrefix("array<"): ".array(\(shape(inner(type))))"
        case "object": ".map(.json)"
        default: ".json"
        }
    }

    private static func spell(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
