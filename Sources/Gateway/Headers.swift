/// Header fields in order; names compare without case (RFC 9110, section 5.1).
public struct Headers: Sendable {
    /// The fields in order.
    public private(set) var fields: [(name: String, value: String)]

    /// Creates header fields.
    public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// First value of a field; setting replaces all of that name.
    public subscript(name: String) -> String? {
        get { fields.first { Self.same($0.name, name) }?.value }
        set {
            fields.removeAll { Self.same($0.name, name) }
            if let newValue { fields.append((name, newValue)) }
        }
    }

    private static func same(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count
            && zip(one.utf8, other.utf8).allSatisfy { lower($0) == lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
