/// One check of a value against a schema, collecting what is wrong.
struct SchemaChecker {
    let root: JSONView
    let depthLimit: Int
    private(set) var faults: [String] = []
    private var depth = 0

    init(root: JSONView, depthLimit: Int) {
        self.root = root
        self.depthLimit = depthLimit
    }

    mutating func check(_ value: JSONView, _ schema: JSONView, at path: String) {
        if schema.kind == .bool {
            if schema.bool == false { add(path, "nothing is allowed here") }
            return
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= depthLimit else { return add(path, "the schema refers to itself without end") }
        if let reference = schema["$ref"]?.string {
            guard reference.hasPrefix("#"), let target = root.value(at: String(reference.dropFirst())) else {
                return add(path, "the schema has no \(reference)")
            }
            check(value, target, at: path)
        }
        guard checkType(value, schema, path) else { return }
        checkValue(value, schema, path)
        combine(value, schema, path)
        switch value.kind {
        case .object: checkMembers(value, schema, path)
        case .array: checkElements(value, schema, path)
        case .string: checkText(value, schema, path)
        case .number: checkNumber(value, schema, path)
        case .bool, .null: break
        }
    }

    /// How many faults a value has under a schema, without keeping them.
    private mutating func count(_ value: JSONView, _ schema: JSONView, _ path: String) -> [String] {
        let before = faults
        faults = []
        check(value, schema, at: path)
        let found = faults
        faults = before
        return found
    }

    mutating func add(_ path: String, _ fault: String) { faults.append("\(path.isEmpty ? "/" : path): \(fault)") }

    // MARK: Any value

    private mutating func checkType(_ value: JSONView, _ schema: JSONView, _ path: String) -> Bool {
        guard let type = schema["type"] else { return true }
        let names = type.kind == .array ? type.elements.compactMap(\.string) : [type.string ?? ""]
        if names.contains(where: { Self.fits(value, $0) }) { return true }
        add(path, "\(Self.name(value)) where \(names.joined(separator: " or ")) is expected")
        return false
    }

    private static func fits(_ value: JSONView, _ type: String) -> Bool {
        switch type {
        case "integer": value.kind == .number && value.int != nil
        case "boolean": value.kind == .bool
        default: name(value) == type
        }
    }

    private static func name(_ value: JSONView) -> String {
        switch value.kind {
        case .object: "object"
        case .array: "array"
        case .string: "string"
        case .number: "number"
        case .bool: "boolean"
        case .null: "null"
        }
    }

    private mutating func checkValue(_ value: JSONView, _ schema: JSONView, _ path: String) {
        if let constant = schema["const"], !constant.equals(value) {
            add(path, "must be \(String(decoding: constant.raw, as: UTF8.self))")
        }
        if let values = schema["enum"], !values.elements.contains(where: { $0.equals(value) }) {
            add(path, "\(String(decoding: value.raw.prefix(80), as: UTF8.self)) is none of the allowed values")
        }
    }

    private mutating func combine(_ value: JSONView, _ schema: JSONView, _ path: String) {
        for part in schema["allOf"].map({ Array($0.elements) }) ?? [] { check(value, part, at: path) }
        for key in ["anyOf", "oneOf"] {
            guard let choices = schema[key].map({ Array($0.elements) }) else { continue }
            let tries = choices.map { count(value, $0, path) }
            let fitting = tries.filter(\.isEmpty).count
            if fitting == 0 {
                faults += tries.min { $0.count < $1.count } ?? ["\(path): fits none of the choices"]
            } else if key == "oneOf", fitting > 1 {
                add(path, "fits \(fitting) of the choices, but must fit one")
            }
        }
        if let other = schema["not"], count(value, other, path).isEmpty { add(path, "is what it must not be") }
        if let condition = schema["if"] {
            let branch = count(value, condition, path).isEmpty ? schema["then"] : schema["else"]
            if let branch { check(value, branch, at: path) }
        }
    }

    // MARK: Objects and lists

    private mutating func checkMembers(_ value: JSONView, _ schema: JSONView, _ path: String) {
        for name in schema["required"].map({ Array($0.elements) })?.compactMap(\.string) ?? [] where value[name] == nil
        {
            add(path, "\(name) is missing")
        }
        if let least = schema["minProperties"]?.int, value.count < least {
            add(path, "has fewer than \(least) members")
        }
        if let most = schema["maxProperties"]?.int, value.count > most { add(path, "has more than \(most) members") }
        let patterns = schema["patternProperties"].map { Array($0.members) } ?? []
        for (key, member) in value.members {
            let place = "\(path)/\(key)"
            var isKnown = false
            if let property = schema["properties"]?[key] {
                isKnown = true
                check(member, property, at: place)
            }
            for (pattern, inner) in patterns where Self.matches(key, pattern) {
                isKnown = true
                check(member, inner, at: place)
            }
            if !isKnown, let rest = schema["additionalProperties"] {
                if rest.bool == false { add(path, "\(key) is not allowed") } else { check(member, rest, at: place) }
            }
            if let names = schema["propertyNames"], let name = try? JSONDocument(JSONValue.string(key).encoded).root {
                check(name, names, at: place)
            }
        }
    }

    private mutating func checkElements(_ value: JSONView, _ schema: JSONView, _ path: String) {
        if let least = schema["minItems"]?.int, value.count < least { add(path, "has fewer than \(least) elements") }
        if let most = schema["maxItems"]?.int, value.count > most { add(path, "has more than \(most) elements") }
        let first = schema["prefixItems"].map { Array($0.elements) } ?? []
        for (position, element) in value.elements.enumerated() {
            if position < first.count {
                check(element, first[position], at: "\(path)/\(position)")
            } else if let items = schema["items"] {
                check(element, items, at: "\(path)/\(position)")
            }
        }
        if let wanted = schema["contains"], !value.elements.contains(where: { count($0, wanted, path).isEmpty }) {
            add(path, "lacks an element that it must contain")
        }
        if schema["uniqueItems"]?.bool == true {
            let elements = Array(value.elements)
            let isDoubled = elements.indices.contains { one in
                elements[..<one].contains { $0.equals(elements[one]) }
            }
            if isDoubled { add(path, "has the same element twice") }
        }
    }

    // MARK: Scalars

    private mutating func checkText(_ value: JSONView, _ schema: JSONView, _ path: String) {
        let text = value.string ?? ""
        let length = text.unicodeScalars.count
        if let least = schema["minLength"]?.int, length < least { add(path, "is shorter than \(least)") }
        if let most = schema["maxLength"]?.int, length > most { add(path, "is longer than \(most)") }
        if let pattern = schema["pattern"]?.string, !Self.matches(text, pattern) {
            add(path, "does not match \(pattern)")
        }
    }

    private mutating func checkNumber(_ value: JSONView, _ schema: JSONView, _ path: String) {
        guard let number = value.double else { return }
        if let least = schema["minimum"]?.double, number < least { add(path, "is below \(least)") }
        if let most = schema["maximum"]?.double, number > most { add(path, "is above \(most)") }
        if let bound = schema["exclusiveMinimum"]?.double, number <= bound { add(path, "is not above \(bound)") }
        if let bound = schema["exclusiveMaximum"]?.double, number >= bound { add(path, "is not below \(bound)") }
        if let step = schema["multipleOf"]?.double, step > 0 {
            let quotient = number / step
            if (quotient - quotient.rounded()).magnitude > 1e-9 * max(1, quotient.magnitude) {
                add(path, "is no multiple of \(step)")
            }
        }
    }

    /// A pattern that cannot be read constrains nothing: schemas are written for other engines too.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard pattern.utf8.count <= 1_000, let expression = try? Regex(pattern) else { return true }
        return (try? expression.firstMatch(in: text)) != nil
    }
}

extension JSONView {
    /// Whether both are the same value: numbers by their amount, members of objects in any order.
    func equals(_ other: JSONView) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .null: return true
        case .bool: return bool == other.bool
        case .string: return string == other.string
        case .number: return double == other.double
        case .array:
            return count == other.count && zip(elements, other.elements).allSatisfy { $0.equals($1) }
        case .object:
            return count == other.count && members.allSatisfy { key, value in other[key].map(value.equals) ?? false }
        }
    }
}
