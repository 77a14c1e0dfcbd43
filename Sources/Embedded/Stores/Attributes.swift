import JSON

/// Pairs by which the files of a store are filtered: text, numbers and booleans.
enum Attributes {
    /// Reads up to 16 pairs; nil where there are none.
    static func read(_ input: Input) throws(Refusal) -> JSONValue? {
        guard let view = try input.object()?.view else { return nil }
        guard view.count <= 16 else {
            throw Refusal(
                message: "Invalid '\(input.name)': too many properties. Expected at most 16, but got \(view.count).",
                param: input.name, code: "object_above_max_properties")
        }
        for (key, value) in view.members {
            guard key.unicodeScalars.count <= 64 else {
                throw .invalidValue(input.name, "Invalid key in '\(input.name)': longer than 64 characters.")
            }
            let value = Input(value, name: "\(input.name).\(key)")
            switch value.view?.kind {
            case .string: _ = try value.string(atMost: 512)
            case .number, .bool: break
            default: throw value.wrongType("a string, a number or a boolean")
            }
        }
        return JSONValue(view)
    }
}
