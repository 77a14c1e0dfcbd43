import JSON
import Testing

@Suite struct JSONParserTests {
    @Test(
        "a valid text parses and is written back byte for byte",
        arguments: [
            "null", "true", "false", "0", "-0", "1.50", "1e400", "-1.5E-07", "\"\"", "\"a\\u00e9\\ud83d\\ude00\\n\"",
            "[]",
            "{}", "[1,[2,[3]],{\"a\":{\"b\":[]}}]", "{\"a\":1,\"a\":2}", "\"grüße 😀\"", " [ 1 , 2 ] ",
            "123456789012345678901234567890",
        ])
    func valid(_ text: String) throws {
        let document = try JSONDocument(text)
        #expect(String(decoding: document.bytes, as: UTF8.self) == text)
        #expect(document.root.raw.count <= text.utf8.count)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let reason: JSONError.Reason
        let offset: Int
        var testDescription: String { String(decoding: bytes, as: UTF8.self) }

        init(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
            self.init(Array(text.utf8), reason, offset)
        }

        init(_ bytes: [UInt8], _ reason: JSONError.Reason, _ offset: Int) {
            self.bytes = bytes
            self.reason = reason
            self.offset = offset
        }
    }

    static let bad: [Bad] = [
        Bad("", .empty, 0), Bad("  ", .empty, 2), Bad("{", .unexpectedEnd, 1), Bad("[1", .unexpectedEnd, 2),
        Bad("[1,", .unexpectedEnd, 3), Bad("[1,]", .unexpectedByte(0x5D), 3), Bad("[,1]", .unexpectedByte(0x2C), 1),
        Bad("{\"a\"}", .unexpectedByte(0x7D), 4), Bad("{\"a\":}", .unexpectedByte(0x7D), 5),
        Bad("{\"a\":1,}", .unexpectedByte(0x7D), 7), Bad("{a:1}", .unexpectedByte(0x61), 1),
        Bad("[1 2]", .unexpectedByte(0x32), 3), Bad("1 2", .trailingBytes, 2), Bad("nul", .unexpectedEnd, 3),
        Bad("nulx", .invalidLiteral, 0), Bad("01", .invalidNumber, 1), Bad("-", .unexpectedEnd, 1),
        Bad("1.", .unexpectedEnd, 2), Bad("1.x", .invalidNumber, 2), Bad("1e", .unexpectedEnd, 2),
        Bad("+1", .unexpectedByte(0x2B), 0), Bad(".5", .unexpectedByte(0x2E), 0), Bad("NaN", .unexpectedByte(0x4E), 0),
        Bad("\"abc", .unexpectedEnd, 4), Bad("\"a\\", .unexpectedEnd, 3), Bad("\"\\x\"", .invalidEscape, 1),
        Bad("\"\\u12\"", .unexpectedEnd, 6), Bad("\"\\u12g4\"", .invalidEscape, 1),
        Bad("\"a\nb\"", .controlCharacter(0x0A), 2), Bad("\"\\ud800\"", .loneSurrogate, 1),
        Bad("\"\\udc00x\"", .loneSurrogate, 1), Bad("\"\\ud800\\u0041\"", .loneSurrogate, 1),
        Bad([0x22, 0xFF, 0x22], .invalidUTF8, 1), Bad([0x22, 0xC0, 0xAF, 0x22], .invalidUTF8, 1),
        Bad([0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8, 1),
        Bad([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .invalidUTF8, 1),
        Bad([0x22, 0xE2, 0x82], .unexpectedEnd, 3), Bad([0xEF, 0xBB, 0xBF, 0x31], .unexpectedByte(0xEF), 0),
    ]

    @Test("a bad text is refused with its reason and byte offset", arguments: bad)
    func refused(_ bad: Bad) {
        #expect(throws: JSONError(bad.reason, at: bad.offset)) { try JSONDocument(bad.bytes) }
    }

    @Test("nesting and size are limited")
    func limits() throws {
        let deep = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        _ = try JSONDocument(deep)
        #expect(throws: JSONError(.tooDeep(limit: 128), at: 128)) { try JSONDocument("[" + deep + "]") }
        #expect(throws: JSONError(.tooLarge(limit: 3), at: 3)) {
            try JSONDocument("[1,2]", limits: JSONLimits(size: 3))
        }
        // A million brackets must neither crash nor take long.
        #expect(throws: JSONError.self) { try JSONDocument([UInt8](repeating: 0x5B, count: 1_000_000)) }
    }
}
