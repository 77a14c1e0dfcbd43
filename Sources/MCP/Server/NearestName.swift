/// Finds the name that somebody meant who asked for one that does not exist.
enum NearestName {
    /// Longer names are not compared: the effort grows with the square of the length, and nobody mistypes so much.
    private static let limit = 100

    /// The nearest of the names, the first of equals; nil where none is near.
    static func of(_ wanted: String, among names: some Sequence<String>) -> String? {
        guard wanted.utf8.count <= limit else { return nil }
        let asked = Spelling(wanted)
        var best: (name: String, distance: Int)?
        for name in names where name.utf8.count <= limit {
            guard let distance = asked.distance(to: Spelling(name)) else { continue }
            if distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// The end of a sentence that says what does not exist.
    static func hint(_ wanted: String, among names: some Sequence<String>, otherwise: String) -> String {
        of(wanted, among: names).map { "did you mean \($0.debugDescription)?" } ?? otherwise
    }

    /// A name without what models and clients get wrong: case, the sign between words, their order, a prefix.
    private struct Spelling {
        let words: [String]
        let text: [UInt8]
        let sorted: [UInt8]

        init(_ name: String) {
            var words: [String] = []
            var word = ""
            for character in name {
                // `createImage` counts as `create-image`.
                let isSign = "-_./ :".contains(character)
                if isSign || (character.isUppercase && word.last?.isLowercase == true) {
                    if !word.isEmpty { words.append(word) }
                    word = ""
                }
                if !isSign { word.append(character) }
            }
            if !word.isEmpty { words.append(word) }
            self.words = words.map { $0.lowercased() }
            text = Array(self.words.joined(separator: "-").utf8)
            sorted = Array(self.words.sorted().joined(separator: "-").utf8)
        }

        /// How far apart two names are; nil where it is too far to be meant.
        func distance(to other: Spelling) -> Int? {
            guard !other.words.isEmpty else { return nil }
            if text == other.text { return 0 }
            if sorted == other.sorted || words.suffix(other.words.count).elementsEqual(other.words) { return 1 }
            let distance = NearestName.edits(text, other.text)
            return distance <= max(1, min(text.count, other.text.count) / 4) ? distance + 1 : nil
        }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make one text of the other.
    private static func edits(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var older: [Int] = []
        var old = Array(0...other.count)
        for row in 0..<one.count {
            var new = [row + 1]
            for column in 0..<other.count {
                var least = min(old[column + 1] + 1, new[column] + 1)
                least = min(least, old[column] + (one[row] == other[column] ? 0 : 1))
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    least = min(least, older[column - 1] + 1)
                }
                new.append(least)
            }
            (older, old) = (old, new)
        }
        return old[other.count]
    }
}
