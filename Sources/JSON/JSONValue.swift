/// A JSON value as a tree, for building small things; what passes through stays a ``JSONView``.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number by its spelling, so that none is rounded on the way.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in the order they are written.
    case object([Member])
    /// Bytes that are JSON already.
    case raw([UInt8])

    /// One member of an object.
    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        /// Creates a member.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Copies a view into a tree.
    public init(_ view: JSONView) {
        switch view.kind {
        case .null: self = .null
        case .bool: self = .bool(view.bool ?? false)
        case .number: self = .number(view.number ?? "0")
        case .string: self = .string(view.string ?? "")
        case .array: self = .array(view.elements.map { JSONValue($0) })
        case .object: self = .object(view.members.map { Member($0.key, JSONValue($0.value)) })
        }
    }

    /// The value of an object's member, or nil.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// Compact JSON text.
    public var encoded: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// The shortest spelling that reads back as the same double; `null` where JSON has none.
    static func spelling(of value: Double) -> String {
        guard value.isFinite else { return "null" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    public init(floatLiteral value: Double) { self = .number(Self.spelling(of: value)) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }

    /// A whole number.
    public static func int(_ value: Int) -> JSONValue { .number(String(value)) }

    /// A number; NaN and infinity become `null`.
    public static func double(_ value: Double) -> JSONValue {
        value.isFinite ? .number(spelling(of: value)) : .null
    }
}
