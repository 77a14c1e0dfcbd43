/// A Huffman code (annex C).
struct JPEGCode {
    private static let quickBits = 9

    /// By the next bits: the length of the code times 256, plus its value; 0 where the code is longer.
    private var quick = [UInt16](repeating: 0, count: 1 << quickBits)
    /// By length: the first code past those of this length, in 16 bits, and what leads from a code to its value.
    private var ends = [Int](repeating: 0, count: 17)
    private var offsets = [Int](repeating: 0, count: 17)
    private let values: [UInt8]

    static var wrong: ImageError { JPEG.damaged("a Huffman table is wrong") }

    /// `counts` says how many codes have 1, 2 ... 16 bits.
    init(counts: [Int], values: [UInt8]) throws(ImageError) {
        self.values = values
        var code = 0
        var index = 0
        for length in 1...16 {
            offsets[length] = index - code
            let count = counts[length - 1]
            guard code + count <= 1 << length, index + count <= values.count else { throw Self.wrong }
            if length <= Self.quickBits {
                for step in 0..<count {
                    let shift = Self.quickBits - length
                    let entry = UInt16(length) << 8 | UInt16(values[index + step])
                    for slot in (code + step) << shift..<(code + step + 1) << shift { quick[slot] = entry }
                }
            }
            code += count
            index += count
            ends[length] = code << (16 - length)
            code <<= 1
        }
    }

    /// The next value.
    @inline(__always)
    func next(_ bits: inout JPEGBits) throws(ImageError) -> Int {
        let path = bits.peek16()
        let entry = Int(quick[path >> (16 - Self.quickBits)])
        if entry != 0 {
            try bits.drop(entry >> 8)
            return entry & 255
        }
        for length in Self.quickBits + 1...16 where path < ends[length] {
            try bits.drop(length)
            let index = path >> (16 - length) + offsets[length]
            guard values.indices.contains(index) else { break }
            return Int(values[index])
        }
        throw JPEG.damaged("it has a code that is not in its tables, or is cut off")
    }
}
