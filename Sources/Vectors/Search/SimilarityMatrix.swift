/// The scores of all pairs of a small set.
public struct SimilarityMatrix: Sendable, Hashable {
    /// The most vectors that are compared with each other: 64 MiB of scores.
    public static let limit = 4_096

    /// Rows, and columns.
    public let count: Int
    /// Row by row.
    public let scores: [Float]

    /// The score of two vectors.
    public subscript(first: Int, second: Int) -> Float {
        precondition((0..<count).contains(first) && (0..<count).contains(second), "rows of the set")
        return scores[first * count + second]
    }
}

extension VectorSet {
    /// The scores of all pairs, each computed once.
    public func similarities(by metric: Metric = .cosine) throws(VectorError) -> SimilarityMatrix {
        guard count <= SimilarityMatrix.limit else { throw .tooManyRows(count, limit: SimilarityMatrix.limit) }
        let scan = Scan(set: self, queries: self, search: VectorSearch(metric))
        let step = 8
        var sums = [Double](repeating: 0, count: step * step)
        var scores = [Float](repeating: 0, count: count * count)
        let blocks = stride(from: 0, to: count, by: step).map { $0..<min($0 + step, count) }
        for (position, queries) in blocks.enumerated() {
            for rows in blocks[position...] {
                scan.fill(&sums, queries: queries, rows: rows)
                for (line, first) in queries.enumerated() {
                    for (place, second) in rows.enumerated() {
                        let scale = inverseLengths[first] * inverseLengths[second]
                        let closeness = metric.closeness(sum: sums[line * rows.count + place], scale: scale)
                        scores[first * count + second] = metric.flip(closeness)
                        scores[second * count + first] = metric.flip(closeness)
                    }
                }
            }
        }
        return SimilarityMatrix(count: count, scores: scores)
    }
}
