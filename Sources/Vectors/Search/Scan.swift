/// One pass over rows of a set for all queries together.
///
/// Rows are taken in blocks that stay in the first cache while every query goes over them: memory is read once, however
/// many queries there are.
struct Scan: Sendable {
    let set: VectorSet
    let queries: VectorSet
    let search: VectorSearch

    /// Bytes of rows in a block: a third of the smallest first-level cache in use (48 KB, 32 KB on older machines).
    private static let blockBytes = 12 << 10

    /// The closest rows of a part of the set, for each query.
    func best(in part: Range<Int>) -> [BestRows] {
        let metric = search.metric
        let floor = search.threshold.map { metric.flip($0) } ?? -.infinity
        let empty = BestRows(capacity: min(search.count, set.count), floor: floor)
        var best = [BestRows](repeating: empty, count: queries.count)
        let step = max(2, Self.blockBytes / (set.lanesPerRow * MemoryLayout<Lane>.size) & ~1)
        var sums = [Double](repeating: 0, count: step * queries.count)
        for start in stride(from: part.lowerBound, to: part.upperBound, by: step) {
            let rows = start..<min(start + step, part.upperBound)
            fill(&sums, queries: 0..<queries.count, rows: rows)
            for query in best.indices {
                let inverse = queries.inverseLengths[query]
                let line = query * rows.count
                for row in rows {
                    let scale = inverse * set.inverseLengths[row]
                    let closeness = metric.closeness(sum: sums[line + row - start], scale: scale)
                    best[query].offer(BestRows.Entry(closeness: closeness, row: row))
                }
            }
        }
        return best
    }

    /// The sums of some queries with some rows, query by query.
    func fill(_ sums: inout [Double], queries chosen: Range<Int>, rows: Range<Int>) {
        precondition(queries.lanesPerRow == set.lanesPerRow && sums.count >= chosen.count * rows.count)
        precondition(chosen.upperBound <= queries.count && rows.upperBound <= set.count)
        let lanes = set.lanesPerRow
        sums.withUnsafeMutableBufferPointer { sums in
            set.lanes.withUnsafeBufferPointer { all in
                queries.lanes.withUnsafeBufferPointer { wanted in
                    guard let sums = sums.baseAddress, let all = all.baseAddress, let wanted = wanted.baseAddress
                    else { return }
                    let (first, start) = (wanted + chosen.lowerBound * lanes, all + rows.lowerBound * lanes)
                    if search.metric == .euclidean {
                        Kernel.fill(
                            sums, SquaredDifference.self, queries: first, queryCount: chosen.count, rows: start,
                            rowCount: rows.count, lanes: lanes)
                    } else {
                        Kernel.fill(
                            sums, Product.self, queries: first, queryCount: chosen.count, rows: start,
                            rowCount: rows.count, lanes: lanes)
                    }
                }
            }
        }
    }

    /// The neighbours that were found, as the caller sees them.
    func neighbours(_ best: BestRows) -> [Neighbour] {
        best.sorted.map {
            Neighbour(row: $0.row, key: set.key(at: $0.row), score: search.metric.flip($0.closeness))
        }
    }
}
