/// Format and size of an image, from its first bytes.
struct ImageHeader: Sendable, Hashable {
    enum Format: String, Sendable {
        case png = "PNG"
        case jpeg = "JPEG"
        case gif = "GIF"
        case webp = "WebP"
    }

    let format: Format
    let width: Int
    let height: Int

    /// Reads the header; nil where the bytes are no image of a known format.
    init?(_ bytes: [UInt8]) {
        guard let found = Self.png(bytes) ?? Self.gif(bytes) ?? Self.jpeg(bytes) ?? Self.webp(bytes) else { return nil }
        guard found.1 > 0, found.2 > 0 else { return nil }
        (format, width, height) = found
    }

    private static func png(_ bytes: [UInt8]) -> (Format, Int, Int)? {
        guard bytes.count >= 24, bytes.starts(with: PNG.signature), bytes[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        return (.png, big(bytes, at: 16, length: 4), big(bytes, at: 20, length: 4))
    }

    private static func gif(_ bytes: [UInt8]) -> (Format, Int, Int)? {
        guard bytes.count >= 10, bytes.starts(with: "GIF8".utf8) else { return nil }
        return (.gif, little(bytes, at: 6, length: 2), little(bytes, at: 8, length: 2))
    }

    /// Steps from marker to marker until a frame header (ITU T.81, annex B).
    private static func jpeg(_ bytes: [UInt8]) -> (Format, Int, Int)? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var position = 2
        while position + 9 < bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (.jpeg, big(bytes, at: position + 7, length: 2), big(bytes, at: position + 5, length: 2))
            }
            position += marker == 0xFF ? 1 : 2 + big(bytes, at: position + 2, length: 2)
        }
        return nil
    }

    private static func webp(_ bytes: [UInt8]) -> (Format, Int, Int)? {
        guard bytes.count >= 30, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) else {
            return nil
        }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            return (.webp, little(bytes, at: 26, length: 2) & 0x3FFF, little(bytes, at: 28, length: 2) & 0x3FFF)
        case "VP8X": return (.webp, little(bytes, at: 24, length: 3) + 1, little(bytes, at: 27, length: 3) + 1)
        case "VP8L":
            let bits = little(bytes, at: 21, length: 4)
            return (.webp, bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        default: return nil
        }
    }

    private static func big(_ bytes: [UInt8], at offset: Int, length: Int) -> Int {
        bytes[offset..<offset + length].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], at offset: Int, length: Int) -> Int {
        bytes[offset..<offset + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
