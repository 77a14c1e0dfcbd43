/// Why a text is not JSON that we accept, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong at `offset`.
    public enum Reason: Sendable, Hashable {
        case empty
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case trailingBytes
        case invalidLiteral
        case invalidNumber
        case invalidEscape
        case controlCharacter(UInt8)
        case loneSurrogate
        case invalidUTF8
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
    }

    /// What is wrong.
    public let reason: Reason
    /// Zero-based position of the offending byte in the text.
    public let offset: Int

    /// Creates an error at a byte offset.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String { "\(sentence) at byte \(offset)" }

    private var sentence: String {
        switch reason {
        case .empty: "no JSON value"
        case .unexpectedEnd: "the JSON ends too early"
        case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
        case .trailingBytes: "unexpected text after the JSON value"
        case .invalidLiteral: "unknown word, expected true, false or null"
        case .invalidNumber: "malformed number"
        case .invalidEscape: "malformed escape in a string"
        case .controlCharacter(let byte): "unescaped control character \(Self.name(of: byte)) in a string"
        case .loneSurrogate: "half of a surrogate pair in a string"
        case .invalidUTF8: "invalid UTF-8"
        case .tooDeep(let limit): "nesting deeper than \(limit) levels"
        case .tooLarge(let limit): "JSON larger than \(limit) bytes"
        }
    }

    private static func name(of byte: UInt8) -> String {
        if byte > 0x20 && byte < 0x7F { return "'\(Character(UnicodeScalar(byte)))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "byte 0x\(digits.count == 1 ? "0" : "")\(digits)"
    }
}

/// What a parser refuses to read.
public struct JSONLimits: Sendable, Hashable {
    /// Deepest nesting of arrays and objects.
    public var depth: Int
    /// Longest text, in bytes; at most 4 GiB, the reach of a tape entry.
    public var size: Int

    /// Creates limits; the defaults suit messages from a client.
    public init(depth: Int = 128, size: Int = 64 << 20) {
        self.depth = depth
        self.size = min(size, Int(UInt32.max))
    }
}
