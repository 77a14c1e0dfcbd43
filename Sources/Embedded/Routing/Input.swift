import JSON

/// One value of a request, with the name under which an error mentions it.
///
/// A member that is `null` reads like one that is absent, as the API takes it.
struct Input: Sendable {
    let name: String
    let view: JSONView?

    init(_ view: JSONView?, name: String = "") {
        self.name = name
        self.view = view.flatMap { $0.isNull ? nil : $0 }
    }

    /// Whether there is a value.
    var isPresent: Bool { view != nil }

    /// The member of an object; absent where this is no object.
    subscript(key: String) -> Input {
        Input(view?[key], name: name.isEmpty ? key : "\(name).\(key)")
    }

    /// This value, or a refusal that names it.
    func required() throws(Refusal) -> Input {
        guard isPresent else { throw .missing(name) }
        return self
    }

    // MARK: Scalars

    /// Text, or nil where absent.
    func string(atMost limit: Int = .max) throws(Refusal) -> String? {
        guard let view else { return nil }
        guard let text = view.string else { throw wrongType("a string") }
        guard text.utf8.count <= limit || text.unicodeScalars.count <= limit else {
            throw Refusal(
                message: "Invalid '\(name)': string too long. Expected at most \(limit) characters.", param: name,
                code: "string_above_max_length")
        }
        return text
    }

    /// Text that has to be there.
    func requiredString(atMost limit: Int = .max) throws(Refusal) -> String {
        guard let text = try required().string(atMost: limit) else { throw wrongType("a string") }
        return text
    }

    /// Text from a fixed set.
    func choice(_ values: [String]) throws(Refusal) -> String? {
        guard let text = try string() else { return nil }
        guard values.contains(text) else {
            let known = values.map { "'\($0)'" }.joined(separator: ", ")
            throw .invalidValue(name, "Invalid value: '\(text)'. Supported values are: \(known).")
        }
        return text
    }

    /// A whole number within a range.
    func integer(_ range: ClosedRange<Int> = Int.min...Int.max) throws(Refusal) -> Int? {
        guard let view else { return nil }
        guard let value = view.int else { throw wrongType("an integer") }
        if value < range.lowerBound { throw outOfRange("integer below min", ">= \(range.lowerBound)", value) }
        if value > range.upperBound { throw outOfRange("integer above max", "<= \(range.upperBound)", value) }
        return value
    }

    /// A number within a range.
    func number(_ range: ClosedRange<Double>) throws(Refusal) -> Double? {
        guard let view else { return nil }
        guard let value = view.double else { throw wrongType("a number") }
        if value < range.lowerBound { throw outOfRange("decimal below min", ">= \(range.lowerBound)", value) }
        if value > range.upperBound { throw outOfRange("decimal above max", "<= \(range.upperBound)", value) }
        return value
    }

    /// A yes or no.
    func bool() throws(Refusal) -> Bool? {
        guard let view else { return nil }
        guard let flag = view.bool else { throw wrongType("a boolean") }
        return flag
    }

    // MARK: Containers

    /// The elements of an array.
    func list(_ count: ClosedRange<Int> = 0...Int.max) throws(Refusal) -> [Input]? {
        guard let view else { return nil }
        guard view.kind == .array else { throw wrongType("an array") }
        if view.count < count.lowerBound {
            throw Refusal(
                message: "Invalid '\(name)': array too short. Expected at least \(count.lowerBound) elements, "
                    + "but got \(view.count).",
                param: name, code: view.count == 0 ? "empty_array" : "array_below_min_length")
        }
        if view.count > count.upperBound {
            throw Refusal(
                message: "Invalid '\(name)': array too long. Expected at most \(count.upperBound) elements, "
                    + "but got \(view.count).",
                param: name, code: "array_above_max_length")
        }
        return view.elements.enumerated().map { Input($1, name: "\(name)[\($0)]") }
    }

    /// This value, if it is an object.
    func object() throws(Refusal) -> Input? {
        guard let view else { return nil }
        guard view.kind == .object else { throw wrongType("an object") }
        return self
    }

    /// Up to 16 pairs of text, as every object of the API carries them.
    func metadata() throws(Refusal) -> JSONValue? {
        guard let view = try object()?.view else { return nil }
        guard view.count <= 16 else {
            throw Refusal(
                message: "Invalid '\(name)': too many properties. Expected at most 16, but got \(view.count).",
                param: name, code: "object_above_max_properties")
        }
        for member in view.members {
            guard member.key.unicodeScalars.count <= 64 else {
                throw .invalidValue(name, "Invalid key in '\(name)': '\(member.key)' is longer than 64 characters.")
            }
            _ = try Input(member.value, name: "\(name).\(member.key)").requiredString(atMost: 512)
        }
        return JSONValue(view)
    }

    // MARK: Refusals

    /// A refusal that says what was expected and what came.
    func wrongType(_ expected: String) -> Refusal {
        Refusal(
            message: "Invalid type for '\(name)': expected \(expected), but got \(found) instead.", param: name,
            code: "invalid_type")
    }

    private var found: String {
        switch view?.kind {
        case .string: "a string"
        case .number: view?.int == nil ? "a decimal number" : "an integer"
        case .bool: "a boolean"
        case .array: "an array"
        case .object: "an object"
        case .null, nil: "null"
        }
    }

    private func outOfRange(_ fault: String, _ expected: String, _ value: some CustomStringConvertible) -> Refusal {
        Refusal(
            message: "Invalid '\(name)': \(fault) value. Expected a value \(expected), but got \(value) instead.",
            param: name, code: fault.split(separator: " ").joined(separator: "_") + "_value")
    }
}
