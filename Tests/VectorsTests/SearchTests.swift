import TestSupport
import Testing
import Vectors

@Suite struct SearchTests {
    /// All scores, sorted as the documentation says.
    static func expected(_ set: VectorSet, _ query: [Float], _ search: VectorSearch) throws -> [Neighbour] {
        let sign: Float = search.metric.moreIsCloser ? 1 : -1
        let all = try (0..<set.count).map { row in (row, try search.metric.score(set[row], query)) }
        let sorted = all.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 * sign > $1.1 * sign }
        let close = sorted.filter { row in search.threshold.map { row.1 * sign >= $0 * sign } ?? true }
        return close.prefix(search.count).map { Neighbour(row: $0.0, key: set.key(at: $0.0), score: $0.1) }
    }

    @Test("the same neighbours as sorting everything, for one query and for several together", arguments: 0..<24)
    func againstSorting(_ seed: Int) async throws {
        var dice = Dice(seed: UInt64(seed))
        let dimensions = [1, 2, 8, 13, 40, 300][seed % 6]
        let count = Int.random(in: 1...120, using: &dice)
        // Coarse vectors have many equal scores.
        let vectors = seed % 2 == 0 ? dice.vectors(count, dimensions) : dice.coarse(count, dimensions)
        let set = try VectorSet(vectors, keys: (0..<count).map { "k\($0)" })
        let queries = (0..<Int.random(in: 1...5, using: &dice)).map { _ in dice.vector(dimensions) }
        for metric in Metric.allCases {
            for wanted in [1, 3, 1_000] {
                for threshold in [nil, Float(0.5)] {
                    let search = VectorSearch(metric, count: wanted, threshold: threshold)
                    let together = try set.nearest(to: VectorSet(queries), search)
                    let onAllCores = try await set.nearestOnAllCores(to: VectorSet(queries), search)
                    #expect(together == onAllCores)
                    for (query, found) in zip(queries, together) {
                        #expect(found == (try Self.expected(set, query, search)))
                        #expect(found == (try set.nearest(to: query, search)))
                    }
                }
            }
        }
    }

    @Test("the nearest are those that Float64 finds", arguments: Metric.allCases)
    func againstFloat64(_ metric: Metric) throws {
        var dice = Dice(seed: 4)
        let vectors = dice.vectors(400, 96)
        let set = try VectorSet(vectors)
        let query = dice.vector(96)
        let exact = vectors.map {
            switch metric {
            case .cosine: Naive.cosine($0, query)
            case .dot: Naive.dot($0, query)
            case .euclidean: -Naive.distance($0, query)
            }
        }
        let order = exact.indices.sorted { exact[$0] > exact[$1] }
        #expect(try set.nearest(to: query, VectorSearch(metric, count: 20)).map(\.row) == Array(order.prefix(20)))
    }

    @Test("of equals the lower row comes first, also where only some fit", arguments: Metric.allCases)
    func ties(_ metric: Metric) async throws {
        let set = try VectorSet([[Float]](repeating: [1, 1], count: 50) + [[2, 2]] + [[1, 1]])
        let found = try set.nearest(to: [1, 1], VectorSearch(metric, count: 5)).map(\.row)
        #expect(found == (metric == .dot ? [50, 0, 1, 2, 3] : [0, 1, 2, 3, 4]))
    }

    @Test("a set of many parts gives the same on all cores, to the last bit")
    func parts() async throws {
        // Rows of 256 KiB, so that 70 of them make three parts.
        let dimensions = VectorSet.dimensionLimit
        var set = try VectorSet(dimensions: dimensions)
        var vector = [Float](repeating: 0.25, count: dimensions)
        for row in 0..<70 {
            vector[row] = Float(row % 7)
            try set.append(vector)
        }
        let queries = try VectorSet([vector])
        for metric in Metric.allCases {
            let search = VectorSearch(metric, count: 12)
            let spread = try await set.nearestOnAllCores(to: queries, search)
            #expect(try spread == set.nearest(to: queries, search))
        }
    }

    @Test("a zero row is unrelated to everything and hides nothing")
    func zeroRow() throws {
        let set = try VectorSet([[0, 0], [1, 0], [-1, 0]])
        let found = try set.nearest(to: [2, 0])
        #expect(found.map(\.row) == [1, 0, 2])
        #expect(found.map(\.score) == [1, 0, -1])
    }

    @Test("thresholds include what is equal to them")
    func thresholds() throws {
        let set = try VectorSet([[0], [1], [2], [3]])
        #expect(try set.nearest(to: [1], VectorSearch(.dot, threshold: 2)).map(\.row) == [3, 2])
        #expect(try set.nearest(to: [1], VectorSearch(.euclidean, threshold: 1)).map(\.row) == [1, 0, 2])
        #expect(try set.nearest(to: [1], VectorSearch(.euclidean, threshold: -1)).isEmpty)
        #expect(try set.nearest(to: [1], VectorSearch(.cosine, threshold: 1.5)).isEmpty)
        let none = try VectorSet(dimensions: 1).nearest(to: [1])
        #expect(none.isEmpty)
    }

    @Test("a search that cannot be is refused")
    func refused() throws {
        let set = try VectorSet([[1, 2]])
        #expect(throws: VectorError.nothingWanted) { try set.nearest(to: [1, 2], VectorSearch(count: 0)) }
        #expect(throws: VectorError.badThreshold) { try set.nearest(to: [1, 2], VectorSearch(threshold: .nan)) }
        #expect(throws: VectorError.wrongDimensions(3, expected: 2)) { try set.nearest(to: [1, 2, 3]) }
        #expect(throws: VectorError.notFinite(position: 1)) { try set.nearest(to: [1, .nan]) }
        #expect(throws: VectorError.noDirection) { try set.nearest(to: [0, 0]) }
        #expect(throws: VectorError.noDirection) { try set.nearest(to: VectorSet([[1, 2], [0, 0]])) }
        #expect(try set.nearest(to: [0, 0], VectorSearch(.dot)).map(\.score) == [0])
    }

    @Test("a cancelled task stops")
    func cancelled() async throws {
        let set = try VectorSet([[1, 2]])
        let queries = try VectorSet([[1, 2]])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await set.nearestOnAllCores(to: queries)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
