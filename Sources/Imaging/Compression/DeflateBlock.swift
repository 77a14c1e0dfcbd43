/// One block with Huffman codes of its own (RFC 1951, section 3.2.7).
struct DeflateBlock: Sendable {
    private let symbols: [DeflateSymbol]
    private let literals: HuffmanCode
    private let distances: HuffmanCode

    init(symbols: [DeflateSymbol]) {
        self.symbols = symbols
        var literals = [Int](repeating: 0, count: 286)
        var distances = [Int](repeating: 0, count: 30)
        literals[256] = 1
        for symbol in symbols {
            if symbol.distance == 0 {
                literals[Int(symbol.value)] += 1
            } else {
                literals[Self.lengthCode(symbol.value).code] += 1
                distances[Self.distanceCode(symbol.distance).code] += 1
            }
        }
        self.literals = HuffmanCode(frequencies: literals, longest: 15)
        self.distances = HuffmanCode(frequencies: distances, longest: 15)
    }

    /// Writes the header, the codes and the symbols.
    func write(to writer: inout BitWriter, isLast: Bool) {
        writer.write(isLast ? 1 : 0, count: 1)
        writer.write(2, count: 2)
        writeCodes(to: &writer)
        for symbol in symbols {
            guard symbol.distance > 0 else {
                literals.write(Int(symbol.value), to: &writer)
                continue
            }
            let length = Self.lengthCode(symbol.value)
            literals.write(length.code, to: &writer)
            writer.write(length.extra, count: length.bits)
            let distance = Self.distanceCode(symbol.distance)
            distances.write(distance.code, to: &writer)
            writer.write(distance.extra, count: distance.bits)
        }
        literals.write(256, to: &writer)
    }

    /// The lengths of both codes, themselves coded: runs of zeros are most of them.
    private func writeCodes(to writer: inout BitWriter) {
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        let runs = Self.runs(literals.lengths + distances.lengths)
        var frequencies = [Int](repeating: 0, count: 19)
        for run in runs { frequencies[run.code] += 1 }
        let code = HuffmanCode(frequencies: frequencies, longest: 7)
        let count = max(4, (order.lastIndex { code.lengths[$0] > 0 } ?? 3) + 1)
        writer.write(UInt32(literals.lengths.count - 257), count: 5)
        writer.write(UInt32(distances.lengths.count - 1), count: 5)
        writer.write(UInt32(count - 4), count: 4)
        for symbol in order.prefix(count) { writer.write(UInt32(code.lengths[symbol]), count: 3) }
        for run in runs {
            code.write(run.code, to: &writer)
            writer.write(UInt32(run.extra), count: run.bits)
        }
    }

    private static func runs(_ lengths: [Int]) -> [(code: Int, extra: Int, bits: Int)] {
        var runs: [(code: Int, extra: Int, bits: Int)] = []
        var position = 0
        while position < lengths.count {
            let value = lengths[position]
            let count = lengths[position...].prefix { $0 == value }.count
            let step: Int
            if value == 0, count >= 11 {
                step = min(count, 138)
                runs.append((18, step - 11, 7))
            } else if value == 0, count >= 3 {
                step = count
                runs.append((17, step - 3, 3))
            } else {
                step = 1
                runs.append((value, 0, 0))
            }
            position += step
        }
        return runs
    }

    private typealias Coded = (code: Int, extra: UInt32, bits: Int)

    private static func lengthCode(_ length: UInt16) -> Coded {
        if length == 258 { return (285, 0, 0) }
        let offset = Int(length) - 3
        guard offset >= 8 else { return (257 + offset, 0, 0) }
        let bits = (Int.bitWidth - 1 - offset.leadingZeroBitCount) - 2
        return (257 + 4 * bits + offset >> bits, UInt32(offset & (1 << bits - 1)), bits)
    }

    private static func distanceCode(_ distance: UInt16) -> Coded {
        let offset = Int(distance) - 1
        guard offset >= 4 else { return (offset, 0, 0) }
        let bits = (Int.bitWidth - 1 - offset.leadingZeroBitCount) - 1
        return (2 * bits + offset >> bits, UInt32(offset & (1 << bits - 1)), bits)
    }
}
