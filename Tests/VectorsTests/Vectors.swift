import TestSupport

/// Vectors by lot.
extension Dice {
    mutating func vector(_ dimensions: Int, within range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<dimensions).map { _ in Float.random(in: range, using: &self) }
    }

    mutating func vectors(_ count: Int, _ dimensions: Int) -> [[Float]] {
        (0..<count).map { _ in vector(dimensions) }
    }

    /// Vectors of few small whole numbers: many ties, and every sum exact.
    mutating func coarse(_ count: Int, _ dimensions: Int) -> [[Float]] {
        (0..<count).map { _ in (0..<dimensions).map { _ in Float(Int.random(in: 0...2, using: &self)) } }
    }
}

/// The definitions, in Float64 and one after the other.
enum Naive {
    static func dot(_ first: [Float], _ second: [Float]) -> Double {
        zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    /// The sum of the terms' magnitudes, which bounds what rounding can do.
    static func weight(_ first: [Float], _ second: [Float]) -> Double {
        zip(first, second).reduce(0) { $0 + abs(Double($1.0) * Double($1.1)) }
    }

    static func cosine(_ first: [Float], _ second: [Float]) -> Double {
        let lengths = (dot(first, first) * dot(second, second)).squareRoot()
        return lengths == 0 ? 0 : dot(first, second) / lengths
    }

    static func distance(_ first: [Float], _ second: [Float]) -> Double {
        zip(first, second).reduce(0) {
            let difference = Double($1.0) - Double($1.1)
            return $0 + difference * difference
        }.squareRoot()
    }
}
