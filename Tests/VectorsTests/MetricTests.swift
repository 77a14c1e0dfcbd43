import TestSupport
import Testing
import Vectors

@Suite struct MetricTests {
    struct Case: Sendable {
        let first: [Float]
        let second: [Float]
        let cosine: Float
        let dot: Float
        let distance: Float
    }

    static let cases = [
        Case(first: [1, 0], second: [1, 0], cosine: 1, dot: 1, distance: 0),
        Case(first: [1, 0], second: [0, 1], cosine: 0, dot: 0, distance: Float(2).squareRoot()),
        Case(first: [1, 0], second: [-2, 0], cosine: -1, dot: -2, distance: 3),
        Case(first: [3, 4], second: [4, 3], cosine: 0.96, dot: 24, distance: Float(2).squareRoot()),
        Case(first: [2], second: [5], cosine: 1, dot: 10, distance: 3),
        Case(
            first: [1, 2, 3, 4, 5, 6, 7, 8, 9], second: [9, 8, 7, 6, 5, 4, 3, 2, 1], cosine: 165.0 / 285, dot: 165,
            distance: Float(240).squareRoot()),
        Case(first: [0, 0], second: [1, 1], cosine: 0, dot: 0, distance: Float(2).squareRoot()),
        Case(first: [1e15, 1e15], second: [1e15, -1e15], cosine: 0, dot: 0, distance: 2e15),
    ]

    @Test("known scores", arguments: cases)
    func known(_ example: Case) throws {
        #expect(try Metric.cosine.score(example.first, example.second) == example.cosine)
        #expect(try Metric.dot.score(example.first, example.second) == example.dot)
        #expect(try Metric.euclidean.score(example.first, example.second) == example.distance)
    }

    @Test(
        "scores are as close to Float64 as the documentation says",
        arguments: [1, 2, 7, 8, 9, 255, 256, 257, 512, 1_000, 1_536, 3_072])
    func accuracy(_ dimensions: Int) throws {
        let unit = 1 / Double(1 << 24)
        var dice = Dice(seed: UInt64(dimensions))
        // All of one sign is the worst for sums that grow, both signs for those that cancel.
        for range: ClosedRange<Float> in [-1...1, 0...1, -1e-3...1e3, 0.999...1] {
            let (first, second) = (dice.vector(dimensions, within: range), dice.vector(dimensions, within: range))
            let dot = Double(try Metric.dot.score(first, second))
            let cosine = Double(try Metric.cosine.score(first, second))
            let distance = Double(try Metric.euclidean.score(first, second))
            let exact = Naive.distance(first, second)
            #expect(abs(dot - Naive.dot(first, second)) <= 36.01 * unit * Naive.weight(first, second))
            #expect(abs(cosine - Naive.cosine(first, second)) <= 5e-6)
            #expect(abs(distance - exact) <= 20 * unit * exact)
        }
    }

    @Test(
        "the error does not grow with the dimensions, also where every rounding goes the same way",
        arguments: [
            0.1, 0.3, 0.7, 0.9, 1.1,
        ] as [Float])
    func longest(_ value: Float) throws {
        let unit = 1 / Double(1 << 24)
        let first = [Float](repeating: value, count: VectorSet.dimensionLimit)
        let second = [Float](repeating: 0.77, count: VectorSet.dimensionLimit)
        let exact = Naive.dot(first, second)
        #expect(abs(Double(try Metric.dot.score(first, second)) - exact) <= 36.01 * unit * exact)
        #expect(abs(Double(try Metric.cosine.score(first, second)) - 1) <= 5e-6)
        let distance = Naive.distance(first, second)
        #expect(abs(Double(try Metric.euclidean.score(first, second)) - distance) <= 20 * unit * distance)
    }

    @Test("unit vectors, as models give them, are a fifth of a millionth off at most", arguments: 0..<5)
    func typical(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed + 77))
        var (first, second) = (dice.vector(1_536), dice.vector(1_536))
        let lengths = (Naive.dot(first, first).squareRoot(), Naive.dot(second, second).squareRoot())
        first = first.map { $0 / Float(lengths.0) }
        second = zip(first, second).map { $0 * 0.7 + $1 / Float(lengths.1) * 0.7 }
        let cosine = Double(try Metric.cosine.score(first, second))
        #expect(abs(cosine - Naive.cosine(first, second)) < 2e-7)
    }

    @Test(
        "the order of the two changes nothing, and a vector is exactly like itself", arguments: [1, 5, 64, 300, 1_025])
    func symmetry(_ dimensions: Int) throws {
        var dice = Dice(seed: UInt64(dimensions))
        let (first, second) = (dice.vector(dimensions), dice.vector(dimensions))
        for metric in Metric.allCases {
            let there = try metric.score(first, second)
            let back = try metric.score(second, first)
            #expect(there.bitPattern == back.bitPattern)
        }
        #expect(try Metric.cosine.score(first, first) == 1)
        #expect(try Metric.euclidean.score(first, first) == 0)
    }

    @Test("a length too small for a direction counts as zero")
    func tiny() throws {
        #expect(try Metric.cosine.score([1e-17, 0], [1, 0]) == 0)
        #expect(try Metric.cosine.score([1e-15, 0], [1, 0]) == 1)
        #expect(throws: VectorError.noDirection) { try Metric.cosine.score([1, 0], [1e-17, 0]) }
    }
}
