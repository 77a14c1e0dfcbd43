/// Eight numbers at a time: two SSE2 or NEON registers, one with AVX. Plain multiplication and addition, because a fused
/// multiply-add is a function call on the baseline of x86-64.
typealias Lane = SIMD8<Float>

/// One term of a sum over the numbers of two vectors.
protocol Term {
    static func add(_ first: Lane, _ second: Lane, to sum: inout Lane)
}

/// Terms of the dot product.
enum Product: Term {
    @inline(__always)
    static func add(_ first: Lane, _ second: Lane, to sum: inout Lane) { sum += first * second }
}

/// Terms of the squared distance.
enum SquaredDifference: Term {
    @inline(__always)
    static func add(_ first: Lane, _ second: Lane, to sum: inout Lane) {
        let difference = first - second
        sum += difference * difference
    }
}

/// The sums behind every score, and the only place with unsafe pointers into a set: bounds checks and the retain and
/// release of a buffer would cost more than the arithmetic. Callers pass buffers whose sizes they have checked.
///
/// A pair's sum runs in eight lanes over blocks of 256 numbers; the lanes of a block are added as a tree and the blocks
/// in Float64. So a term is rounded once by its multiplication, 31 times by additions in its lane (the first is to zero)
/// and 3 times in the tree; a difference is rounded before, which counts twice because it is squared. That makes 35 or 37
/// units of `2^-24`, however long the vectors are. Two rows by two queries at a time, or two rows by one, give enough
/// independent chains of additions to wait for memory and not for the adder.
enum Kernel {
    typealias Rows = UnsafePointer<Lane>

    /// Lanes of a block.
    private static let block = 32

    /// Writes the sums of all pairs of some queries with some rows; that of query `q` and row `r` is at
    /// `q * rowCount + r`.
    static func fill<T: Term>(
        _ sums: UnsafeMutablePointer<Double>, _: T.Type, queries: Rows, queryCount: Int, rows: Rows, rowCount: Int,
        lanes: Int
    ) {
        var query = 0
        while query < queryCount {
            let first = queries + query * lanes
            let two = query + 1 < queryCount
            let line = sums + query * rowCount
            var row = 0
            while row + 1 < rowCount {
                let start = rows + row * lanes
                if two {
                    let found = tile(T.self, first, start, lanes)
                    line[row] = found[0]
                    line[row + 1] = found[1]
                    line[rowCount + row] = found[2]
                    line[rowCount + row + 1] = found[3]
                } else {
                    let found = strip(T.self, first, start, lanes)
                    line[row] = found[0]
                    line[row + 1] = found[1]
                }
                row += 2
            }
            if row < rowCount {
                line[row] = pair(T.self, first, rows + row * lanes, lanes)
                if two { line[rowCount + row] = pair(T.self, first + lanes, rows + row * lanes, lanes) }
            }
            query += 2
        }
    }

    /// The sum of one pair.
    static func pair<T: Term>(_: T.Type, _ query: Rows, _ row: Rows, _ lanes: Int) -> Double {
        var total = 0.0
        var start = 0
        while start < lanes {
            var sum = Lane.zero
            let end = min(start + block, lanes)
            for lane in start..<end { T.add(query[lane], row[lane], to: &sum) }
            total += Double(tree(sum))
            start = end
        }
        return total
    }

    /// One query with two rows.
    private static func strip<T: Term>(_: T.Type, _ query: Rows, _ rows: Rows, _ lanes: Int) -> SIMD2<Double> {
        let second = rows + lanes
        var total = SIMD2<Double>.zero
        var start = 0
        while start < lanes {
            var sums = (Lane.zero, Lane.zero)
            let end = min(start + block, lanes)
            for lane in start..<end {
                let wanted = query[lane]
                T.add(wanted, rows[lane], to: &sums.0)
                T.add(wanted, second[lane], to: &sums.1)
            }
            total += SIMD2(Double(tree(sums.0)), Double(tree(sums.1)))
            start = end
        }
        return total
    }

    /// Two queries with two rows: each number that is loaded is used twice.
    private static func tile<T: Term>(_: T.Type, _ queries: Rows, _ rows: Rows, _ lanes: Int) -> SIMD4<Double> {
        let (other, second) = (queries + lanes, rows + lanes)
        var total = SIMD4<Double>.zero
        var start = 0
        while start < lanes {
            var sums = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
            let end = min(start + block, lanes)
            for lane in start..<end {
                let wanted = (queries[lane], other[lane])
                let found = (rows[lane], second[lane])
                T.add(wanted.0, found.0, to: &sums.0)
                T.add(wanted.0, found.1, to: &sums.1)
                T.add(wanted.1, found.0, to: &sums.2)
                T.add(wanted.1, found.1, to: &sums.3)
            }
            total += SIMD4(
                Double(tree(sums.0)), Double(tree(sums.1)), Double(tree(sums.2)), Double(tree(sums.3)))
            start = end
        }
        return total
    }

    /// `sum()` of the standard library adds one after the other; a tree is shorter and more accurate.
    @inline(__always)
    private static func tree(_ lane: Lane) -> Float {
        let half = lane.lowHalf + lane.highHalf
        let quarter = half.lowHalf + half.highHalf
        return quarter.x + quarter.y
    }
}
