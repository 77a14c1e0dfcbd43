/// Compression as zlib streams hold it (RFC 1950, RFC 1951): LZ77 matches in blocks with Huffman codes made for each.
enum Deflate {
    /// Symbols of one block: enough to pay for its codes, few enough to follow the picture and to bound memory.
    private static let blockLength = 1 << 16

    /// A zlib stream of the bytes.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var writer = BitWriter()
        writer.bytes = [0x78, 0x01]
        var matcher = Matcher()
        repeat {
            let symbols = matcher.next(in: bytes, most: blockLength)
            DeflateBlock(symbols: symbols).write(to: &writer, isLast: matcher.position == bytes.count)
        } while matcher.position < bytes.count
        writer.finish()
        let checksum = Adler32.of(bytes)
        for shift in [24, 16, 8, 0] { writer.bytes.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift))) }
        return writer.bytes
    }
}

/// A literal byte, or a copy of `length` bytes from `distance` back.
struct DeflateSymbol: Sendable {
    /// 0 for a literal.
    var distance: UInt16
    /// The byte, or the length.
    var value: UInt16
}
