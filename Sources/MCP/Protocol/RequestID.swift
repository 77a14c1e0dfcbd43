import JSON

/// The id of a request as it was spelled: a string or a whole number.
public struct RequestID: Sendable, Hashable {
    /// JSON text of the id.
    public let raw: [UInt8]

    /// Reads an id; nil where it is neither a string nor a whole number.
    public init?(_ view: JSONView) {
        guard view.kind == .string || (view.kind == .number && view.int != nil) else { return nil }
        raw = Array(view.raw)
    }

    /// Creates an id from a number.
    public init(_ number: Int) { raw = Array(String(number).utf8) }
}
