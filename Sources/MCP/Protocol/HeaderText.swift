import JSON

/// Text in an HTTP header, which cannot carry everything as it is (2026-07-28, Streamable HTTP, value encoding).
public enum HeaderText {
    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// The text as a header value: as it is where a header can carry it, else as Base64 between marks.
    public static func encode(_ text: String) -> String {
        let isPadded = text.utf8.first.map(isSpace) ?? false || text.utf8.last.map(isSpace) ?? false
        let looksEncoded = text.hasPrefix(prefix) && text.hasSuffix(suffix)
        guard isPadded || looksEncoded || !text.utf8.allSatisfy(isAllowed) else { return text }
        return prefix + String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) + suffix
    }

    /// The text that a header value stands for, without the white space around it; nil where its Base64 is malformed.
    static func decode(_ value: String) -> String? {
        var text = value[...]
        while text.utf8.first.map(isSpace) ?? false { text.removeFirst() }
        while text.utf8.last.map(isSpace) ?? false { text.removeLast() }
        guard text.hasPrefix(prefix), text.hasSuffix(suffix), text.utf8.count >= prefix.utf8.count + suffix.utf8.count
        else { return String(text) }
        let inner = text.dropFirst(prefix.count).dropLast(suffix.count)
        guard let bytes = Base64.decode(inner.utf8) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Visible ASCII, space and tab (RFC 9110, section 5.5).
    static func isAllowed(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || byte == 0x09 }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
