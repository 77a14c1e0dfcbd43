/// Decodes the coefficients of blocks, one after the other (sections F.2.2 and G.1.2).
struct JPEGBlocks {
    private(set) var bits: JPEGBits
    /// The last block of a sequential frame, in the order of its rows.
    private(set) var block = [Int16](repeating: 0, count: 64)
    private let band: ClosedRange<Int>
    private let isRefinement: Bool
    /// Lower bits that later scans bring.
    private let shift: Int
    /// The last first coefficient of each colour, from which the next one differs.
    private var predictions: [Int32]
    /// Blocks to come that have no more coefficients in this band.
    private var emptyBlocks = 0
    private let zigzag = JPEGTables.zigzag

    init(_ bits: JPEGBits, band: ClosedRange<Int>, isRefinement: Bool, shift: Int, colours: Int) {
        self.bits = bits
        self.band = band
        self.isRefinement = isRefinement
        self.shift = shift
        predictions = Array(repeating: 0, count: colours)
    }

    /// Begins anew after a restart marker.
    mutating func restart(_ number: Int) throws(ImageError) {
        try bits.restart(number)
        for index in predictions.indices { predictions[index] = 0 }
        emptyBlocks = 0
    }

    /// Reads a whole block into `block`.
    mutating func read(_ dc: JPEGCode, _ ac: JPEGCode, colour: Int) throws(ImageError) {
        for index in 0..<64 { block[index] = 0 }
        block[0] = Int16(truncatingIfNeeded: try first(dc, colour))
        var position = 1
        while position < 64 {
            let value = try ac.next(&bits)
            let width = value & 15
            if width == 0 {
                guard value >> 4 == 15 else { return }
                position += 16
                continue
            }
            position += value >> 4
            guard position < 64 else { throw Self.tooMany }
            block[zigzag[position]] = Int16(truncatingIfNeeded: try bits.takeSigned(width))
            position += 1
        }
    }

    /// Reads what one scan of a progressive frame has of a block.
    mutating func readPart(
        _ block: UnsafeMutableBufferPointer<Int16>, _ dc: JPEGCode?, _ ac: JPEGCode?, colour: Int
    ) throws(ImageError) {
        if band.lowerBound == 0 {
            if isRefinement {
                if try bits.take(1) == 1 { block[0] |= 1 << Int16(shift) }
            } else if let dc {
                block[0] = Int16(truncatingIfNeeded: try first(dc, colour) << Int32(shift))
            }
        } else if let ac {
            if isRefinement { try refine(block, ac) } else { try extend(block, ac) }
        }
    }

    private static var tooMany: ImageError { JPEG.damaged("a block has too many coefficients") }

    private mutating func first(_ dc: JPEGCode, _ colour: Int) throws(ImageError) -> Int32 {
        let width = try dc.next(&bits)
        guard width < 16 else { throw JPEG.damaged("a Huffman table is wrong") }
        predictions[colour] = predictions[colour] &+ (try bits.takeSigned(width))
        return predictions[colour]
    }

    /// The upper bits of a band.
    private mutating func extend(_ block: UnsafeMutableBufferPointer<Int16>, _ ac: JPEGCode) throws(ImageError) {
        if emptyBlocks > 0 {
            emptyBlocks -= 1
            return
        }
        var position = band.lowerBound
        while position <= band.upperBound {
            let value = try ac.next(&bits)
            let run = value >> 4
            let width = value & 15
            if width == 0 {
                if run == 15 {
                    position += 16
                    continue
                }
                emptyBlocks = 1 << run - 1 + (run > 0 ? try bits.take(run) : 0)
                return
            }
            position += run
            guard position <= band.upperBound else { throw Self.tooMany }
            block[zigzag[position]] = Int16(truncatingIfNeeded: try bits.takeSigned(width) << Int32(shift))
            position += 1
        }
    }

    /// One more bit of each coefficient of a band (section G.1.2.3).
    private mutating func refine(_ block: UnsafeMutableBufferPointer<Int16>, _ ac: JPEGCode) throws(ImageError) {
        var position = band.lowerBound
        while emptyBlocks == 0, position <= band.upperBound {
            let value = try ac.next(&bits)
            var zeros = value >> 4
            var fresh: Int16 = 0
            if value & 15 > 0 {
                fresh = try bits.take(1) == 1 ? 1 << Int16(shift) : -1 << Int16(shift)
            } else if zeros < 15 {
                emptyBlocks = 1 << zeros + (zeros > 0 ? try bits.take(zeros) : 0)
                break
            }
            // Those that are no longer zero have their bit between; a run counts only the others.
            while position <= band.upperBound {
                let place = zigzag[position]
                if block[place] != 0 {
                    try improve(block, place)
                } else if zeros == 0 {
                    if fresh != 0 { block[place] = fresh }
                    position += 1
                    break
                } else {
                    zeros -= 1
                }
                position += 1
            }
        }
        guard emptyBlocks > 0 else { return }
        emptyBlocks -= 1
        while position <= band.upperBound {
            if block[zigzag[position]] != 0 { try improve(block, zigzag[position]) }
            position += 1
        }
    }

    private mutating func improve(
        _ block: UnsafeMutableBufferPointer<Int16>, _ place: Int
    ) throws(ImageError) {
        guard try bits.take(1) == 1 else { return }
        let bit: Int16 = 1 << Int16(shift)
        if block[place].magnitude & UInt16(bit) == 0 { block[place] &+= block[place] > 0 ? bit : 0 &- bit }
    }
}
