import Foundation
import JSON

/// Validates JSON against the part of JSON Schema 2020-12 that the facts about the API use.
struct SchemaCheck {
    let root: JSONView

    /// What is wrong with a value, first things first; empty where it is valid.
    func faults(_ value: JSONView) -> [String] { faults(value, root, "$") }

    private func faults(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        if schema.kind == .bool { return schema.bool == true ? [] : ["\(path): nothing is allowed here"] }
        if let reference = schema["$ref"]?.string { return faults(value, target(reference), path) }
        var found = kind(value, schema, path)
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] { found += faults(value, part, path) }
        for union in ["anyOf", "oneOf"] {
            guard let branches = schema[union] else { continue }
            let tries = branches.elements.map { faults(value, $0, path) }
            if !tries.contains(where: \.isEmpty) {
                found += tries.min { $0.count < $1.count } ?? ["\(path): no branch"]
            }
        }
        if let options = schema["enum"], !options.elements.contains(where: { same($0, value) }) {
            found.append("\(path): \(String(decoding: value.raw.prefix(60), as: UTF8.self)) is not in the enum")
        }
        if let fixed = schema["const"], !same(fixed, value) { found.append("\(path): differs from the constant") }
        switch value.kind {
        case .object: found += object(value, schema, path)
        case .array: found += array(value, schema, path)
        case .string: found += length(value, schema, path)
        case .number: found += range(value, schema, path)
        default: break
        }
        return found
    }

    private func target(_ reference: String) -> JSONView {
        reference.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] ?? $0 }
    }

    private func same(_ one: JSONView, _ other: JSONView) -> Bool {
        one.kind == other.kind && (one.string == other.string) && one.bool == other.bool && one.double == other.double
    }

    private func kind(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        guard let type = schema["type"] else { return [] }
        let names = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
        let fits = names.contains { name in
            switch name {
            case "integer": value.int != nil
            case "number": value.kind == .number
            case "boolean": value.kind == .bool
            case "null": value.isNull
            case "string": value.kind == .string
            case "array": value.kind == .array
            default: value.kind == .object
            }
        }
        return fits ? [] : ["\(path): expected \(names.joined(separator: " or ")), found \(value.kind)"]
    }

    private func object(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        var found: [String] = []
        for name in schema["required"]?.elements.compactMap(\.string) ?? [] where value[name] == nil {
            found.append("\(path): '\(name)' is missing")
        }
        for member in value.members {
            if let property = schema["properties"]?[member.key] {
                found += faults(member.value, property, "\(path).\(member.key)")
            } else if let rest = schema["additionalProperties"] {
                found += faults(member.value, rest, "\(path).\(member.key)")
            }
        }
        return found
    }

    private func array(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        var found: [String] = []
        if let items = schema["items"] {
            for (position, element) in value.elements.enumerated() {
                found += faults(element, items, "\(path)[\(position)]")
            }
        }
        if let least = schema["minItems"]?.int, value.count < least { found.append("\(path): too few items") }
        if let most = schema["maxItems"]?.int, value.count > most { found.append("\(path): too many items") }
        return found
    }

    private func length(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        let count = value.string?.unicodeScalars.count ?? 0
        if let least = schema["minLength"]?.int, count < least { return ["\(path): too short"] }
        if let most = schema["maxLength"]?.int, count > most { return ["\(path): too long"] }
        return []
    }

    private func range(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        let number = value.double ?? .nan
        var found: [String] = []
        if let least = schema["minimum"]?.double, number < least { found.append("\(path): below the minimum") }
        if let most = schema["maximum"]?.double, number > most { found.append("\(path): above the maximum") }
        if let least = schema["exclusiveMinimum"]?.double, number <= least {
            found.append("\(path): below the minimum")
        }
        if let most = schema["exclusiveMaximum"]?.double, number >= most { found.append("\(path): above the maximum") }
        if let step = schema["multipleOf"]?.double, (number / step).rounded() * step != number {
            found.append("\(path): no multiple of \(step)")
        }
        return found
    }
}

/// The facts about the API that lie beside the repository; nil where they are not there.
enum APIFacts {
    static let responses = read("response-facts.json")?["responses"]
    static let events = read("sse-facts.json")?["events"]

    private static func read(_ name: String) -> JSONView? {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("../../../shared/openai-api/\(name)").standardized
        guard let data = try? Data(contentsOf: file) else {
            print("notice: no ../shared/openai-api/\(name), so answers are not checked against it")
            return nil
        }
        return try? JSONDocument([UInt8](data)).root
    }
}
