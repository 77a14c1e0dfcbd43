import JSON

/// A part of the configuration as it is written down, secrets left out.
indirect enum Shown: Sendable, Equatable {
    case value(String, ValueForm)
    case list([Shown])
    case group([Member])
    case json(JSONValue)

    struct Member: Sendable, Equatable {
        let name: String
        let value: Shown
    }

    /// Whether there is nothing to write.
    var isEmpty: Bool {
        switch self {
        case .value, .json: false
        case .list(let items): items.isEmpty
        case .group(let members): members.isEmpty
        }
    }

    /// As JSON, for a schema's `default`.
    var json: JSONValue {
        switch self {
        case .value(let text, .toggle): .bool(text == "true")
        case .value(let text, .integer): Int(text).map { .int($0) } ?? .string(text)
        case .value(let text, .decimal): Double(text).map { .double($0) } ?? .string(text)
        case .value(let text, _): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .group(let members): .object(members.map { .init($0.name, $0.value.json) })
        case .json(let value): value
        }
    }
}
