import TestSupport
import Testing
import Vectors

@Suite struct SimilarityMatrixTests {
    @Test("every score is that of the pair", arguments: [1, 2, 7, 8, 9, 17, 40])
    func pairs(_ count: Int) throws {
        var dice = Dice(seed: UInt64(count))
        let vectors = dice.vectors(count, 21)
        for metric in Metric.allCases {
            let matrix = try VectorSet(vectors).similarities(by: metric)
            #expect(matrix.count == count)
            #expect(matrix.scores.count == count * count)
            for first in 0..<count {
                for second in 0..<count {
                    #expect(matrix[first, second] == (try metric.score(vectors[first], vectors[second])))
                }
            }
        }
    }

    @Test("a zero row is 0 everywhere by cosine, also with itself")
    func zero() throws {
        let matrix = try VectorSet([[0, 0], [1, 0]]).similarities()
        #expect(matrix.scores == [0, 0, 0, 1])
    }

    @Test("an empty set has an empty matrix, and a large one is refused")
    func bounds() throws {
        #expect(try VectorSet(dimensions: 3).similarities().scores.isEmpty)
        let large = try VectorSet([[Float]](repeating: [1], count: SimilarityMatrix.limit + 1))
        #expect(throws: VectorError.tooManyRows(4_097, limit: 4_096)) { try large.similarities() }
    }
}
