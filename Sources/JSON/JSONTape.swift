/// One value of a parsed text: where its bytes are and which entry follows it.
struct TapeEntry: Sendable {
    var kind: JSONKind
    /// Of a string: whether it holds a backslash and so must be decoded before use.
    var escaped: Bool
    /// First byte of the value (of a string: its opening quote).
    var start: UInt32
    /// One past the last byte of the value.
    var end: UInt32
    /// Index of the first entry that is not part of this value.
    var next: UInt32
    /// Of an array: elements. Of an object: members.
    var count: UInt32
}

/// The type of a JSON value.
public enum JSONKind: UInt8, Sendable, Hashable {
    case null, bool, number, string, array, object
}

/// The text and its tape, shared by every view into it.
final class JSONTape: Sendable {
    let bytes: [UInt8]
    let entries: [TapeEntry]

    init(bytes: [UInt8], entries: [TapeEntry]) {
        self.bytes = bytes
        self.entries = entries
    }
}
