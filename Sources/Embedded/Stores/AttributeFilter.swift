import JSON

/// A condition on the attributes of a file, or several that are joined.
indirect enum AttributeFilter: Sendable {
    case compare(String, Comparison, JSONValue)
    case isOneOf(String, [JSONValue], wanted: Bool)
    case all([AttributeFilter])
    case any([AttributeFilter])

    enum Comparison: String, Sendable {
        case eq, ne, gt, gte, lt, lte
    }

    /// Reads `filters`; nil where there are none.
    init?(_ input: Input) throws(Refusal) {
        guard let input = try input.object() else { return nil }
        let kind = try input["type"].required().choice([
            "eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "and", "or",
        ])
        if kind == "and" || kind == "or" {
            var parts: [AttributeFilter] = []
            for part in try input["filters"].required().list() ?? [] {
                guard let filter = try AttributeFilter(part) else { throw part.wrongType("an object") }
                parts.append(filter)
            }
            self = kind == "and" ? .all(parts) : .any(parts)
            return
        }
        let key = try input["key"].requiredString()
        let value = try input["value"].required()
        if kind == "in" || kind == "nin" {
            var values: [JSONValue] = []
            for element in try value.list() ?? [] { values.append(try Self.scalar(element)) }
            self = .isOneOf(key, values, wanted: kind == "in")
        } else {
            self = .compare(key, Comparison(rawValue: kind ?? "") ?? .eq, try Self.scalar(value))
        }
    }

    private static func scalar(_ input: Input) throws(Refusal) -> JSONValue {
        guard let view = input.view, [.string, .number, .bool].contains(view.kind) else {
            throw input.wrongType("a string, a number or a boolean")
        }
        return JSONValue(view)
    }

    /// Whether a file with these attributes fits. What it does not have is equal to nothing.
    func fits(_ attributes: JSONValue?) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.fits(attributes) }
        case .any(let parts): return parts.contains { $0.fits(attributes) }
        case .isOneOf(let key, let values, let wanted):
            let own = attributes?[key]
            return values.contains { Self.same(own, $0) } == wanted
        case .compare(let key, let comparison, let value):
            let own = attributes?[key]
            switch comparison {
            case .eq: return Self.same(own, value)
            case .ne: return !Self.same(own, value)
            case .gt: return Self.ordered(own, value) { $0 > $1 }
            case .gte: return Self.ordered(own, value) { $0 >= $1 }
            case .lt: return Self.ordered(own, value) { $0 < $1 }
            case .lte: return Self.ordered(own, value) { $0 <= $1 }
            }
        }
    }

    private static func same(_ own: JSONValue?, _ value: JSONValue) -> Bool {
        if case .number(let one)? = own, case .number(let other) = value { return Double(one) == Double(other) }
        return own == value
    }

    /// Only numbers have an order.
    private static func ordered(_ own: JSONValue?, _ value: JSONValue, _ holds: (Double, Double) -> Bool) -> Bool {
        guard case .number(let one)? = own, case .number(let other) = value, let one = Double(one),
            let other = Double(other)
        else { return false }
        return holds(one, other)
    }
}
