import JSON

/// A `data:` URI (RFC 2397) in base64.
struct DataURI: Sendable {
    let mediaType: String
    let bytes: [UInt8]

    /// Reads a URI; nil where it is none or not in base64.
    init?(_ text: String) {
        guard text.hasPrefix("data:"), let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let head = text[..<comma].dropFirst(5)
        guard head.hasSuffix(";base64"), let bytes = Base64.decode(text[text.index(after: comma)...].utf8) else {
            return nil
        }
        mediaType = String(head.dropLast(7).prefix { $0 != ";" })
        self.bytes = bytes
    }
}

extension Base64 {
    /// Bytes as text.
    static func text(_ bytes: [UInt8]) -> String { String(decoding: encode(bytes), as: UTF8.self) }
}
