/// A vector for a text: words, pairs of words and parts of words, each spread over the space by its hash.
///
/// Texts that share words or spellings point the same way; others are nearly at right angles. Cutting a vector short and
/// making it a unit again (what `dimensions` asks for) keeps that.
enum TextVector {
    /// Places that each feature adds to: enough that a short vector still has some of every feature.
    private static let spread = 32

    /// The unit vector of a text.
    static func text(_ text: String, size: Int, dimensions: Int) -> [Float] {
        var weights: [UInt64: Float] = [:]
        let words = Words.all(text)
        var previous: String?
        for word in words {
            let isStopWord = Words.isStopWord(word)
            let stem = Words.stem(word)
            add("w:\(stem)", isStopWord ? 0.15 : 1, to: &weights)
            if !isStopWord {
                for part in parts(of: word) { add("p:\(part)", 0.3, to: &weights) }
                if let previous { add("b:\(previous) \(stem)", 0.5, to: &weights) }
                previous = stem
            }
        }
        // Punctuation alone must not give a vector of no length.
        if weights.isEmpty { for character in text { add("c:\(character)", 1, to: &weights) } }
        return unit(of: weights, size: size, dimensions: dimensions)
    }

    /// The unit vector of a text that comes as token numbers.
    static func tokens(_ tokens: [Int], size: Int, dimensions: Int) -> [Float] {
        var weights: [UInt64: Float] = [:]
        var previous: Int?
        for token in tokens {
            add("t:\(token)", 1, to: &weights)
            if let previous { add("u:\(previous) \(token)", 0.5, to: &weights) }
            previous = token
        }
        return unit(of: weights, size: size, dimensions: dimensions)
    }

    private static func add(_ feature: String, _ weight: Float, to weights: inout [UInt64: Float]) {
        weights[Identity.hash(feature.utf8), default: 0] += weight
    }

    /// Runs of three and four letters, with marks for where the word begins and ends.
    private static func parts(of word: String) -> [String] {
        let letters = Array("<\(word)>")
        guard letters.count > 4 else { return [] }
        return [3, 4].flatMap { length in
            (0...max(0, letters.count - length)).map { String(letters[$0..<min($0 + length, letters.count)]) }
        }
    }

    private static func unit(of weights: [UInt64: Float], size: Int, dimensions: Int) -> [Float] {
        var vector = [Float](repeating: 0, count: size)
        // Sums of floats depend on their order, and a dictionary's differs from run to run.
        for (feature, weight) in weights.sorted(by: { $0.key < $1.key }) {
            var identity = Identity(seed: feature)
            let value = weight.squareRoot()
            for _ in 0..<spread {
                let draw = identity.next()
                vector[Int((draw >> 1) % UInt64(size))] += draw & 1 == 0 ? value : -value
            }
        }
        vector.removeLast(size - dimensions)
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else {
            vector[0] = 1
            return vector
        }
        return vector.map { $0 / length }
    }
}
