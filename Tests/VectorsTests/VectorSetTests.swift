import TestSupport
import Testing
import Vectors

@Suite struct VectorSetTests {
    @Test("what goes in comes out, whatever the dimensions", arguments: [1, 3, 7, 8, 9, 16, 31, 256, 1_000])
    func readBack(_ dimensions: Int) throws {
        var dice = Dice(seed: UInt64(dimensions))
        let vectors = dice.vectors(20, dimensions)
        let set = try VectorSet(vectors)
        #expect(set.count == 20)
        #expect(set.dimensions == dimensions)
        for (row, vector) in vectors.enumerated() {
            #expect(set[row] == vector)
            let length = Naive.dot(vector, vector).squareRoot()
            #expect(abs(set.length(at: row) - length) <= length * 2.2e-6)
        }
    }

    @Test("keys and texts stay with their vectors")
    func labels() throws {
        var set = try VectorSet(dimensions: 1)
        try set.append([1])
        try set.append([2], key: "b")
        try set.append([3], text: "three")
        try set.append([4], key: "d", text: "four")
        #expect((0..<5).map { set.key(at: $0) } == [nil, "b", nil, "d", nil])
        #expect((0..<4).map { set.text(at: $0) } == [nil, nil, "three", "four"])
        let whole = try VectorSet([[1], [2]], keys: ["x", "y"], texts: ["eins", "zwei"])
        #expect(whole.key(at: 1) == "y")
        #expect(whole.text(at: 0) == "eins")
    }

    struct Bad: Sendable {
        let vectors: [[Float]]
        let error: VectorError
    }

    static let bad = [
        Bad(vectors: [], error: .empty),
        Bad(vectors: [[]], error: .empty),
        Bad(vectors: [[1, 2], [1]], error: .wrongDimensions(1, expected: 2)),
        Bad(vectors: [[1, 2], [1, 2, 3]], error: .wrongDimensions(3, expected: 2)),
        Bad(vectors: [[1, .nan]], error: .notFinite(position: 1)),
        Bad(vectors: [[.infinity, 1]], error: .notFinite(position: 0)),
        Bad(vectors: [[1, 2], [1, -.infinity]], error: .notFinite(position: 1)),
        Bad(vectors: [[0, 1.1e15]], error: .outOfRange(position: 1)),
        Bad(vectors: [[-.greatestFiniteMagnitude]], error: .outOfRange(position: 0)),
        Bad(vectors: [[Float](repeating: 1, count: 65_537)], error: .tooManyDimensions(65_537, limit: 65_536)),
    ]

    @Test("what cannot be compared is refused", arguments: bad)
    func refused(_ example: Bad) {
        #expect(throws: example.error) { try VectorSet(example.vectors) }
    }

    @Test("labels must be as many as vectors")
    func labelCount() {
        #expect(throws: VectorError.labelCount(1, expected: 2)) { try VectorSet([[1], [2]], keys: ["a"]) }
        #expect(throws: VectorError.labelCount(3, expected: 2)) { try VectorSet([[1], [2]], texts: ["a", "b", "c"]) }
    }

    @Test("a refused vector leaves the set as it was, and a copy is a value")
    func unchanged() throws {
        var set = try VectorSet([[1, 2, 3]], keys: ["a"])
        let before = set
        #expect(throws: VectorError.self) { try set.append([1, 2, .nan], key: "b") }
        #expect(set.count == 1)
        try set.append([4, 5, 6], key: "c")
        #expect(set[1] == [4, 5, 6])
        #expect(set.key(at: 1) == "c")
        #expect(before.count == 1)
        #expect(try set.nearest(to: [4, 5, 6]).map(\.key) == ["c", "a"])
    }

    @Test("the largest numbers and dimensions stay finite")
    func limits() throws {
        let large = [Float](repeating: VectorSet.numberLimit, count: VectorSet.dimensionLimit)
        let opposite = large.map { -$0 }
        let set = try VectorSet([large, opposite])
        for metric in Metric.allCases {
            for neighbour in try set.nearest(to: large, VectorSearch(metric)) { #expect(neighbour.score.isFinite) }
        }
        #expect(try Metric.cosine.score(large, opposite) == -1)
    }
}
