/// What to look for in a set.
public struct VectorSearch: Sendable, Hashable {
    /// What makes vectors close.
    public var metric: Metric
    /// The most neighbours to find for a query.
    public var count: Int
    /// The least similarity, or by ``Metric/euclidean`` the greatest distance, that counts; a score equal to it does.
    public var threshold: Float?

    /// The nearest ten by cosine, unless said otherwise.
    public init(_ metric: Metric = .cosine, count: Int = 10, threshold: Float? = nil) {
        self.metric = metric
        self.count = count
        self.threshold = threshold
    }

    /// Refuses a search that cannot find anything.
    func check(_ queries: VectorSet, against set: VectorSet) throws(VectorError) {
        guard count > 0 else { throw .nothingWanted }
        if let threshold, threshold.isNaN { throw .badThreshold }
        guard queries.dimensions == set.dimensions else {
            throw .wrongDimensions(queries.dimensions, expected: set.dimensions)
        }
        if metric == .cosine, queries.inverseLengths.contains(0) { throw .noDirection }
    }
}

/// A vector that a search found.
public struct Neighbour: Sendable, Hashable {
    /// Its row in the set.
    public let row: Int
    /// Its key, if it has one.
    public let key: String?
    /// The metric's score with the query.
    public let score: Float

    /// Creates a neighbour.
    public init(row: Int, key: String?, score: Float) {
        self.row = row
        self.key = key
        self.score = score
    }
}
