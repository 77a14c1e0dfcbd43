/// A canonical Huffman code (RFC 1951, section 3.2.2) whose codes are no longer than a limit.
struct HuffmanCode: Sendable {
    /// Bits of each symbol's code; 0 for a symbol that does not occur.
    let lengths: [Int]
    private let codes: [UInt32]

    init(frequencies: [Int], longest: Int) {
        var weights = frequencies
        var lengths = Self.depths(weights)
        // Flattening the frequencies shortens the longest codes; equal ones give at most 9 bits.
        while lengths.contains(where: { $0 > longest }) {
            weights = weights.map { $0 == 0 ? 0 : $0 / 2 + 1 }
            lengths = Self.depths(weights)
        }
        self.lengths = lengths
        codes = Self.canonical(lengths)
    }

    /// Writes the code of a symbol.
    func write(_ symbol: Int, to writer: inout BitWriter) { writer.write(codes[symbol], count: lengths[symbol]) }

    /// Depth of each symbol in a Huffman tree.
    private static func depths(_ weights: [Int]) -> [Int] {
        var nodes = weights.indices.filter { weights[$0] > 0 }.map { (weight: weights[$0], symbols: [$0]) }
        var lengths = [Int](repeating: 0, count: weights.count)
        // A decoder wants at least one code of one bit.
        guard nodes.count > 1 else {
            lengths[nodes.first?.symbols[0] ?? 0] = 1
            return lengths
        }
        nodes.sort { $0.weight > $1.weight }
        while nodes.count > 1 {
            let one = nodes.removeLast()
            let two = nodes.removeLast()
            let joined = (weight: one.weight + two.weight, symbols: one.symbols + two.symbols)
            for symbol in joined.symbols { lengths[symbol] += 1 }
            let position = nodes.lastIndex { $0.weight >= joined.weight }.map { $0 + 1 } ?? 0
            nodes.insert(joined, at: position)
        }
        return lengths
    }

    /// Codes in order of length, then symbol, with their bits reversed as the stream has them.
    private static func canonical(_ lengths: [Int]) -> [UInt32] {
        var next = 0
        var codes = [UInt32](repeating: 0, count: lengths.count)
        for width in 1...max(1, lengths.max() ?? 1) {
            next <<= 1
            for symbol in lengths.indices where lengths[symbol] == width {
                codes[symbol] = (0..<width).reduce(0) {
                    $0 | (UInt32(next) >> UInt32($1) & 1) << UInt32(width - 1 - $1)
                }
                next += 1
            }
        }
        return codes
    }
}
