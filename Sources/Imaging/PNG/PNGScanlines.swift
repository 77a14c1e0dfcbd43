/// Rows behind the filters that let them be packed well (section 9).
enum PNGScanlines {
    /// For flat drawings: of Sub and Up the one that leaves more zeros.
    static func drawing(
        _ header: PNGHeader, _ paint: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        let step = header.step
        return rows(header, paint) { row, above, line in
            let stride = row.count
            var zerosBySub = 0
            var zerosByUp = 0
            for x in step..<stride {
                if row[x] == row[x - step] { zerosBySub += 1 }
                if row[x] == above[x] { zerosByUp += 1 }
            }
            if zerosBySub >= zerosByUp {
                for x in 0..<step { line[x] = row[x] }
                for x in step..<stride { line[x] = row[x] &- row[x - step] }
                return 1
            }
            for x in 0..<stride { line[x] = row[x] &- above[x] }
            return 2
        }
    }

    /// For any picture: of all five filters the one whose differences are smallest together.
    static func photograph(
        _ header: PNGHeader, _ paint: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        let step = header.step
        return rows(header, paint) { row, above, line in
            var sums = (0, 0, 0, 0, 0)
            for x in row.indices {
                let left = x < step ? 0 : row[x - step]
                let corner = x < step ? 0 : above[x - step]
                sums.0 += size(row[x])
                sums.1 += size(row[x] &- left)
                sums.2 += size(row[x] &- above[x])
                sums.3 += size(row[x] &- mean(left, above[x]))
                sums.4 += size(row[x] &- paeth(left, above[x], corner))
            }
            let all = [sums.0, sums.1, sums.2, sums.3, sums.4]
            let filter = all.indices.min { all[$0] < all[$1] } ?? 0
            for x in row.indices {
                let left = x < step ? 0 : row[x - step]
                let corner = x < step ? 0 : above[x - step]
                switch filter {
                case 1: line[x] = row[x] &- left
                case 2: line[x] = row[x] &- above[x]
                case 3: line[x] = row[x] &- mean(left, above[x])
                case 4: line[x] = row[x] &- paeth(left, above[x], corner)
                default: line[x] = row[x]
                }
            }
            return UInt8(filter)
        }
    }

    /// For rows of palette entries, whose differences mean nothing.
    static func plain(
        _ header: PNGHeader, _ paint: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        rows(header, paint) { row, _, line in
            _ = line.update(from: row)
            return 0
        }
    }

    private static func size(_ difference: UInt8) -> Int { Int(min(difference, 0 &- difference)) }

    private static func mean(_ left: UInt8, _ up: UInt8) -> UInt8 { UInt8((Int(left) + Int(up)) / 2) }

    /// The neighbour that is nearest to left plus up minus corner.
    @inline(__always)
    static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let toLeft = (Int(up) - Int(corner)).magnitude
        let toUp = (Int(left) - Int(corner)).magnitude
        let toCorner = (Int(left) + Int(up) - 2 * Int(corner)).magnitude
        if toLeft <= toUp, toLeft <= toCorner { return left }
        return toUp <= toCorner ? up : corner
    }

    private typealias Row = UnsafeMutableBufferPointer<UInt8>

    /// `filter` writes a row's differences and returns the number of the filter.
    private static func rows(
        _ header: PNGHeader, _ paint: (Int, Row) -> Void, filter: (_ row: Row, _ above: Row, _ line: Row) -> UInt8
    ) -> [UInt8] {
        let stride = header.rowBytes(header.size.width)
        let height = header.size.height
        var row = Row.allocate(capacity: stride)
        var above = Row.allocate(capacity: stride)
        defer {
            row.deallocate()
            above.deallocate()
        }
        above.initialize(repeating: 0)
        row.initialize(repeating: 0)
        return [UInt8](unsafeUninitializedCapacity: (stride + 1) * height) { output, count in
            for y in 0..<height {
                paint(y, row)
                let start = y * (stride + 1)
                let line = Row(rebasing: output[(start + 1)..<(start + 1 + stride)])
                output[start] = filter(row, above, line)
                swap(&row, &above)
            }
            count = (stride + 1) * height
        }
    }
}
