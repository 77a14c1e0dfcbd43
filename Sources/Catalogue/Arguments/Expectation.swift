import JSON

// How values and shapes are called in a sentence.

extension JSONKind {
    static let all: [JSONKind] = [.null, .bool, .number, .string, .array, .object]

    /// The kind with its article.
    var name: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSONView {
    /// The value itself where it is short, else its kind.
    var found: String {
        switch kind {
        case .number, .bool: Sentence.clipped(String(decoding: raw.prefix(200), as: UTF8.self))
        case .string: raw.count <= 160 ? "\"\(Sentence.clipped(string ?? ""))\"" : "a long string"
        default: kind.name
        }
    }
}

extension Shape {
    /// Whether values of this kind can fit at all.
    func admits(_ kind: JSONKind) -> Bool {
        switch self {
        case .string, .file: kind == .string
        case .integer, .number: kind == .number
        case .boolean: kind == .bool
        case .array: kind == .array
        case .object, .map: kind == .object
        case .union(let shapes): shapes.contains { $0.admits(kind) }
        case .json: true
        }
    }

    /// Whether a file stands here, alone or in a list.
    var isFile: Bool {
        switch self {
        case .file: true
        case .array(let element, _): element.isFile
        default: false
        }
    }

    /// What is expected, as a noun with its article.
    var expectation: String {
        switch self {
        case .string(let values, let open, let length):
            if !open, let only = values.first, values.count == 1 { return "\"\(only)\"" }
            if !open, !values.isEmpty { return "one of \(Sentence.list(values, "or"))" }
            return "a string\(length.phrase(" characters"))"
        case .integer(let bounds): return "a whole number\(bounds.phrase())"
        case .number(let bounds): return "a number\(bounds.phrase())"
        case .boolean: return "true or false"
        case .array(let element, let bounds):
            return "a list\(bounds.phrase(element.isFile ? " files" : " items"))"
        case .object: return "an object"
        case .map(let value):
            if case .string = value { return "an object whose values are strings" }
            return "an object"
        case .file: return "a file as a path, an https URL or a data URI"
        case .union(let shapes): return Sentence.list(shapes.map(\.expectation), "or")
        case .json: return "a value"
        }
    }
}

extension Bounds {
    /// Whether every value lies within.
    var isNone: Bool { lower == nil && upper == nil }

    /// ` from 0 to 2`, ` of at least 16 items`; nothing where there are no bounds.
    fileprivate func phrase(_ unit: String = "") -> String {
        switch (lower, upper) {
        case (let lower?, let upper?):
            " \(unit.isEmpty ? "from" : "of") \(Self.spell(lower)) to \(Self.spell(upper))\(unit)"
        case (let lower?, nil): " of at least \(Self.spell(lower))\(unit)"
        case (nil, let upper?): " of at most \(Self.spell(upper))\(unit)"
        case (nil, nil): ""
        }
    }

    private static func spell(_ value: Value) -> String {
        guard let double = value as? Double, let whole = Int(exactly: double) else { return "\(value)" }
        return "\(whole)"
    }
}
