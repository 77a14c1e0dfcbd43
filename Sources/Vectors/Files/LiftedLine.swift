import JSON

/// A JSON text out of which the arrays of numbers have been lifted, so that its parser need not look at every number.
///
/// Outside of strings a `[` always begins an array; where numbers alone follow, they are read as Float32 and the text
/// keeps `[]` in their place. Everything else, well formed or not, is left to the JSON parser, whose offsets are
/// translated back.
struct LiftedLine {
    private struct Cut {
        /// Of the `[` that is left in the text.
        let offset: Int
        /// Bytes taken out here and before.
        let removed: Int
        let numbers: Range<Int>
    }

    /// What is left.
    private(set) var text: [UInt8] = []
    private var numbers: [Float] = []
    private var cuts: [Cut] = []

    /// Takes another line in the place of the last.
    mutating func lift(_ line: UnsafeBufferPointer<UInt8>) {
        text.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        cuts.removeAll(keepingCapacity: true)
        var position = 0
        var kept = 0
        while position < line.count {
            switch line[position] {
            case UInt8(ascii: "\""): skipString(line, &position)
            case UInt8(ascii: "["):
                let start = position
                let first = numbers.count
                guard NumberArray.read(line, at: &position, into: &numbers) else {
                    position += 1
                    continue
                }
                text.append(contentsOf: UnsafeBufferPointer(rebasing: line[kept..<start]))
                kept = position
                cuts.append(
                    Cut(offset: text.count, removed: kept - text.count - 2, numbers: first..<numbers.count))
                text.append(UInt8(ascii: "["))
                text.append(UInt8(ascii: "]"))
            default: position += 1
            }
        }
        text.append(contentsOf: UnsafeBufferPointer(rebasing: line[kept...]))
    }

    /// The numbers that were lifted out of this value, or nil.
    func numbers(of view: JSONView) -> [Float]? {
        let place = cutsBefore(view.offset)
        guard view.kind == .array, place < cuts.count, cuts[place].offset == view.offset else { return nil }
        return Array(numbers[cuts[place].numbers])
    }

    /// Where a byte of the text was in the line.
    func original(_ offset: Int) -> Int {
        // A cut moves what stands after its `[`.
        let before = cutsBefore(offset)
        return before == 0 ? offset : offset + cuts[before - 1].removed
    }

    /// How many cuts begin before a byte of the text; they are in order.
    private func cutsBefore(_ offset: Int) -> Int {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func skipString(_ line: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
        position += 1
        while position < line.count {
            let byte = line[position]
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
        position = min(position, line.count)
    }
}
