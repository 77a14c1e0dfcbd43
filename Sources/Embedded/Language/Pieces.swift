/// Pieces of a text that stand for a model's tokens: counted for usage and limits, and sent one after another.
enum Pieces {
    /// Splits a text; the pieces joined are the text.
    ///
    /// A piece is a word of up to eight letters with the space before it, up to three digits, or one other character:
    /// close to what byte-pair encodings give for English.
    static func split(_ text: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            var end = rest.index(after: rest.startIndex)
            if first == " ", end < rest.endIndex, rest[end].isLetter { end = rest.index(after: end) }
            let kind = Kind(rest[rest.index(before: end)])
            var length = 1
            while end < rest.endIndex, length < kind.longest, Kind(rest[end]) == kind {
                end = rest.index(after: end)
                length += 1
            }
            pieces.append(rest[..<end])
            rest = rest[end...]
        }
        return pieces
    }

    /// How many tokens a text is worth.
    static func count(_ text: String) -> Int { split(text).count }

    private enum Kind {
        case letter, digit, space, other

        init(_ character: Character) {
            if let byte = character.asciiValue {
                switch byte {
                case 0x61...0x7A, 0x41...0x5A: self = .letter
                case 0x30...0x39: self = .digit
                case 0x20: self = .space
                default: self = .other
                }
            } else {
                self =
                    character.isLetter && character.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) ? .letter : .other
            }
        }

        var longest: Int {
            switch self {
            case .letter: 8
            case .digit: 3
            case .space: 16
            case .other: 1
            }
        }
    }
}
