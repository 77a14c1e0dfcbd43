/// Compression as zlib streams hold it (RFC 1950, RFC 1951): LZ77 matches in one block of Huffman codes made for it.
enum Deflate {
    /// A zlib stream of the bytes.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var writer = BitWriter()
        writer.bytes = [0x78, 0x01]
        DeflateBlock(symbols: Matcher.symbols(for: bytes)).write(to: &writer)
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

/// Finds earlier copies of what comes next by a hash of three bytes.
private enum Matcher {
    private static let window = 32_768
    private static let longest = 258
    private static let hashBits = 15

    static func symbols(for bytes: [UInt8]) -> [DeflateSymbol] {
        var symbols: [DeflateSymbol] = []
        symbols.reserveCapacity(bytes.count / 24 + 64)
        var heads = [Int32](repeating: -1, count: 1 << hashBits)
        bytes.withUnsafeBufferPointer { text in
            heads.withUnsafeMutableBufferPointer { heads in
                var position = 0
                while position < text.count {
                    guard position + 3 < text.count else {
                        symbols.append(DeflateSymbol(distance: 0, value: UInt16(text[position])))
                        position += 1
                        continue
                    }
                    let slot = hash(text, position)
                    let candidate = Int(heads[slot])
                    heads[slot] = Int32(truncatingIfNeeded: position)
                    var length = 0
                    var distance = 0
                    // A run of one byte is what a flat picture is made of: look there first.
                    if position > 0, text[position] == text[position - 1] {
                        length = match(text, position, position - 1)
                        distance = 1
                    }
                    if length < longest, candidate >= 0, position - candidate < window {
                        let other = match(text, position, candidate)
                        if other > length { (length, distance) = (other, position - candidate) }
                    }
                    if length >= 4 {
                        symbols.append(DeflateSymbol(distance: UInt16(distance), value: UInt16(length)))
                        if length < 32, position + length + 3 < text.count {
                            for inner in position + 1..<position + length {
                                heads[hash(text, inner)] = Int32(truncatingIfNeeded: inner)
                            }
                        }
                        position += length
                    } else {
                        symbols.append(DeflateSymbol(distance: 0, value: UInt16(text[position])))
                        position += 1
                    }
                }
            }
        }
        return symbols
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        let key =
            UInt32(text[position]) | UInt32(text[position + 1]) << 8 | UInt32(text[position + 2]) << 16
            | UInt32(text[position + 3]) << 24
        return Int((key &* 0x9E37_79B1) >> UInt32(32 - hashBits))
    }

    private static func match(_ text: UnsafeBufferPointer<UInt8>, _ here: Int, _ there: Int) -> Int {
        let most = min(longest, text.count - here)
        var length = 0
        while length < most, text[here + length] == text[there + length] { length += 1 }
        return length
    }
}

/// Packs bits from the least significant up.
struct BitWriter: Sendable {
    var bytes: [UInt8] = []
    private var buffer: UInt64 = 0
    private var count: UInt64 = 0

    mutating func write(_ bits: UInt32, count width: Int) {
        buffer |= UInt64(bits) << count
        count += UInt64(width)
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: buffer))
            buffer >>= 8
            count -= 8
        }
    }

    /// Fills the last byte with zeros.
    mutating func finish() {
        if count > 0 { bytes.append(UInt8(truncatingIfNeeded: buffer)) }
        buffer = 0
        count = 0
    }
}
