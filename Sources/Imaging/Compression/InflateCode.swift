/// A canonical Huffman code to read with (RFC 1951, section 3.2.2).
struct InflateCode {
    /// Codes up to so many bits are found with one look.
    private static let quickBits = 10
    private static let longest = 15

    /// By the next bits: the symbol times 16, plus the length of its code; 0 where that is longer or there is none.
    private var quick = [UInt16](repeating: 0, count: 1 << quickBits)
    /// How many codes have each length.
    private var counts = [Int](repeating: 0, count: longest + 1)
    /// All symbols in order of their codes.
    private var symbols: [UInt16] = []

    /// Nil where more codes are wanted than there are.
    init?(lengths: ArraySlice<UInt8>) {
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var left = 1
        for length in 1...Self.longest {
            left = left << 1 - counts[length]
            guard left >= 0 else { return nil }
        }
        var code = 0
        for length in 1...Self.longest {
            if counts[length] > 0 {
                for (symbol, width) in lengths.enumerated() where Int(width) == length {
                    symbols.append(UInt16(symbol))
                    if length <= Self.quickBits { enter(symbol, code, length) }
                    code += 1
                }
            }
            code <<= 1
        }
    }

    /// Every run of bits that begins with the code leads to the symbol.
    private mutating func enter(_ symbol: Int, _ code: Int, _ length: Int) {
        var reversed = 0
        for bit in 0..<length { reversed |= (code >> bit & 1) << (length - 1 - bit) }
        for slot in stride(from: reversed, to: 1 << Self.quickBits, by: 1 << length) {
            quick[slot] = UInt16(symbol << 4 | length)
        }
    }

    /// The next symbol; nil where the bits are no code or end.
    func next(_ bits: inout BitReader) -> Int? {
        let path = bits.peek(Self.longest)
        let entry = Int(quick[path & (1 << Self.quickBits - 1)])
        if entry != 0 { return bits.drop(entry & 15) ? entry >> 4 : nil }
        var code = 0
        var first = 0
        var index = 0
        for length in 1...Self.longest {
            code |= path >> (length - 1) & 1
            let count = counts[length]
            if code - first < count { return bits.drop(length) ? Int(symbols[index + code - first]) : nil }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }
}
