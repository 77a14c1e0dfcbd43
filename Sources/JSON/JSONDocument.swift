/// A JSON text that has been checked and indexed, but not decoded.
///
/// Values are read through ``JSONView``; whatever nobody asks for stays the bytes it was. Key order and the spelling of
/// numbers are kept. Where an object has a key twice, a look-up finds the last (as ECMAScript and Python do) and
/// ``JSONView/members`` shows both.
public struct JSONDocument: Sendable {
    let tape: JSONTape

    /// Parses one value with nothing but white space around it.
    public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        tape = JSONTape(bytes: bytes, entries: try JSONParser.parse(bytes, limits: limits))
    }

    /// Parses a string.
    public init(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }

    /// The outermost value.
    public var root: JSONView { JSONView(tape: tape, index: 0) }

    /// The text as it came.
    public var bytes: [UInt8] { tape.bytes }
}
