/// Builds the tape of one text in one pass, without recursion and without copying a value.
///
/// Grammar: RFC 8259. UTF-8 is checked (Unicode 15, table 3-7), and an escaped surrogate must be one of a pair.
struct JSONParser {
    private let text: UnsafeBufferPointer<UInt8>
    private let depthLimit: Int
    private var position = 0
    private var entries: [TapeEntry] = []
    private var open: [Int] = []

    static func parse(_ bytes: [UInt8], limits: JSONLimits) throws(JSONError) -> [TapeEntry] {
        guard bytes.count <= limits.size else { throw JSONError(.tooLarge(limit: limits.size), at: limits.size) }
        let result = bytes.withUnsafeBufferPointer { text -> Result<[TapeEntry], JSONError> in
            var parser = JSONParser(text: text, depthLimit: limits.depth)
            do throws(JSONError) {
                try parser.run()
                return .success(parser.entries)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(text: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.text = text
        self.depthLimit = depthLimit
        entries.reserveCapacity(min(4096, text.count / 12 + 8))
    }

    private mutating func run() throws(JSONError) {
        skipSpace()
        guard position < text.count else { throw JSONError(.empty, at: position) }
        try value()
        while let container = open.last {
            skipSpace()
            let byte = try peek()
            let isObject = entries[container].kind == .object
            if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                position += 1
                close(container)
                continue
            }
            if entries[container].count > 0 {
                guard byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte(byte), at: position) }
                position += 1
                skipSpace()
            }
            if isObject { try key() }
            entries[container].count += 1
            try value()
        }
        skipSpace()
        if position < text.count { throw JSONError(.trailingBytes, at: position) }
    }

    private mutating func close(_ container: Int) {
        open.removeLast()
        entries[container].end = UInt32(truncatingIfNeeded: position)
        entries[container].next = UInt32(truncatingIfNeeded: entries.count)
    }

    private mutating func key() throws(JSONError) {
        let byte = try peek()
        guard byte == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte(byte), at: position) }
        try string()
        skipSpace()
        let colon = try peek()
        guard colon == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte(colon), at: position) }
        position += 1
        skipSpace()
    }

    /// Reads a scalar whole, or opens an array or object that `run` goes on with.
    private mutating func value() throws(JSONError) {
        let byte = try peek()
        switch byte {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try begin(.object)
        case UInt8(ascii: "["): try begin(.array)
        case UInt8(ascii: "t"): try word("true", .bool)
        case UInt8(ascii: "f"): try word("false", .bool)
        case UInt8(ascii: "n"): try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw JSONError(.unexpectedByte(byte), at: position)
        }
    }

    private mutating func begin(_ kind: JSONKind) throws(JSONError) {
        guard open.count < depthLimit else { throw JSONError(.tooDeep(limit: depthLimit), at: position) }
        open.append(entries.count)
        append(kind, from: position, escaped: false)
        position += 1
    }

    private mutating func append(_ kind: JSONKind, from start: Int, escaped: Bool) {
        entries.append(
            TapeEntry(
                kind: kind, escaped: escaped,
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position),
                next: UInt32(truncatingIfNeeded: entries.count + 1), count: 0))
    }

    private mutating func word(_ expected: StaticString, _ kind: JSONKind) throws(JSONError) {
        let start = position
        for index in 0..<expected.utf8CodeUnitCount {
            guard position < text.count else { throw JSONError(.unexpectedEnd, at: position) }
            guard text[position] == expected.utf8Start[index] else { throw JSONError(.invalidLiteral, at: start) }
            position += 1
        }
        append(kind, from: start, escaped: false)
    }

    private mutating func number() throws(JSONError) {
        let start = position
        if text[position] == UInt8(ascii: "-") { position += 1 }
        if position < text.count, text[position] == UInt8(ascii: "0") {
            position += 1
            if position < text.count, isDigit(text[position]) { throw JSONError(.invalidNumber, at: position) }
        } else {
            try digits()
        }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
                position += 1
            }
            try digits()
        }
        append(.number, from: start, escaped: false)
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < text.count, isDigit(text[position]) { position += 1 }
        guard position > start else {
            throw JSONError(position < text.count ? .invalidNumber : .unexpectedEnd, at: position)
        }
    }

    private mutating func string() throws(JSONError) {
        let start = position
        var escaped = false
        position += 1
        while true {
            skipPlain()
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                position += 1
                append(.string, from: start, escaped: escaped)
                return
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
                try escape()
            } else if byte < 0x20 {
                throw JSONError(.controlCharacter(byte), at: position)
            } else {
                position += try UTF8Check.length(of: text, at: position)
            }
        }
    }

    /// Steps over ASCII that needs no look, eight bytes at a time.
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let base = UnsafeRawPointer(text.baseAddress!)
        while position + 8 <= text.count {
            let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let hit =
                (word &- ones &* 0x20) | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | word
            if hit & highs != 0 { break }
            position += 8
        }
        while position < text.count {
            let byte = text[position]
            if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return }
            position += 1
        }
    }

    private mutating func escape() throws(JSONError) {
        let start = position
        guard position + 1 < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try unicodeUnit()
            if (0xDC00...0xDFFF).contains(unit) { throw JSONError(.loneSurrogate, at: start) }
            if (0xD800...0xDBFF).contains(unit) {
                guard position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
                    text[position + 1] == UInt8(ascii: "u")
                else { throw JSONError(.loneSurrogate, at: start) }
                guard (0xDC00...0xDFFF).contains(try unicodeUnit()) else { throw JSONError(.loneSurrogate, at: start) }
            }
        default:
            throw JSONError(.invalidEscape, at: start)
        }
    }

    /// Reads `\uXXXX` at the position.
    private mutating func unicodeUnit() throws(JSONError) -> UInt16 {
        guard position + 6 <= text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
        guard let unit = hexUnit(text, at: position + 2) else { throw JSONError(.invalidEscape, at: position) }
        position += 6
        return unit
    }

    private mutating func skipSpace() {
        while position < text.count {
            let byte = text[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < text.count else { throw JSONError(.unexpectedEnd, at: position) }
        return text[position]
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// Four hexadecimal digits as a number, or nil.
func hexUnit(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt16? {
    var unit: UInt16 = 0
    for index in offset..<offset + 4 {
        let digit: UInt16
        switch text[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt16(text[index] - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt16(text[index] - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt16(text[index] - UInt8(ascii: "A") + 10)
        default: return nil
        }
        unit = unit << 4 | digit
    }
    return unit
}

/// Well-formed UTF-8 sequences (Unicode 15, table 3-7).
enum UTF8Check {
    /// Length of the multi-byte sequence at `offset`.
    static func length(of text: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONError) -> Int {
        let lead = text[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw JSONError(.invalidUTF8, at: offset)
        }
        for index in 1..<length {
            guard offset + index < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
            guard (index == 1 ? second : 0x80...0xBF).contains(text[offset + index]) else {
                throw JSONError(.invalidUTF8, at: offset)
            }
        }
        return length
    }
}
