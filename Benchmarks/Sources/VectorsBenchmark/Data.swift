import Vectors

/// A million vectors from a fixed seed, queries near some of them, and a plain buffer of the same size.
struct Data {
    static let rows = 1_000_000
    static let dimensions = 256

    let set: VectorSet
    let queries: VectorSet
    let single: VectorSet
    let plain: ContiguousArray<SIMD8<Float>>

    /// The row that each query is near to.
    static let targets = (0..<100).map { $0 * 9_973 + 7 }

    init() throws {
        var random = Random(seed: 1)
        var set = try VectorSet(dimensions: Self.dimensions)
        set.reserve(Self.rows)
        for _ in 0..<Self.rows { try set.append(random.vector(Self.dimensions)) }
        self.set = set
        let queries = Self.targets.map { row in zip(set[row], random.vector(Self.dimensions)).map { $0 + $1 / 4 } }
        self.queries = try VectorSet(queries)
        single = try VectorSet([queries[0]])
        plain = ContiguousArray(repeating: SIMD8(repeating: 0.5), count: Self.rows * Self.dimensions / 8)
    }

    /// The sum of the plain buffer: as fast as one core reads.
    func sum() -> Float {
        plain.withUnsafeBufferPointer { lanes in
            var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
            for lane in stride(from: 0, to: lanes.count, by: 4) {
                sums.0 += lanes[lane]
                sums.1 += lanes[lane + 1]
                sums.2 += lanes[lane + 2]
                sums.3 += lanes[lane + 3]
            }
            return (sums.0 + sums.1 + sums.2 + sums.3).sum()
        }
    }
}

/// Marsaglia's xorshift64.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func vector(_ dimensions: Int) -> [Float] {
        (0..<dimensions).map { _ in Float(Int32(truncatingIfNeeded: next() >> 20)) * 0x1p-34 }
    }
}
