import JSON

/// What kind of text a file without a telling name holds.
enum TextKind {
    /// The type of UTF-8 text, by its beginning; nil for anything else.
    static func of(_ head: [UInt8], isWhole: Bool) -> String? {
        guard isText(isWhole ? head[...] : withoutHalfCharacter(head)) else { return nil }
        if isWhole, begins(head[...], "[") || begins(head[...], "{"), isJSON(head[...]) { return "application/json" }
        // An object on each line: what batches and fine-tuning take. The second may be longer than what is seen here.
        let lines = head.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let isLines = lines.count > 1 && isObject(lines[0]) && begins(lines[1], "{")
        return isLines ? "application/jsonl" : "text/plain"
    }

    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
            && String(validating: bytes, as: UTF8.self) != nil
    }

    /// The bytes up to the last character that is whole.
    private static func withoutHalfCharacter(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let start = bytes.indices.suffix(4).last { bytes[$0] & 0xC0 != 0x80 } ?? bytes.startIndex
        return bytes[..<start]
    }

    private static func isObject(_ bytes: ArraySlice<UInt8>) -> Bool { begins(bytes, "{") && isJSON(bytes) }

    private static func begins(_ bytes: ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
        bytes.first { $0 > 0x20 } == UInt8(ascii: character)
    }

    private static func isJSON(_ bytes: ArraySlice<UInt8>) -> Bool { (try? JSONDocument(Array(bytes))) != nil }
}
