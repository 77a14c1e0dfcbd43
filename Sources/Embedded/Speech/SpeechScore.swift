/// A text as the offline voice speaks it: words of syllables, and the pauses between them.
struct SpeechScore: Sendable {
    /// One word and what is heard of it, in seconds at normal speed.
    struct Word: Sendable {
        let text: String
        /// A vowel for each syllable, as a position in ``OfflineTone/vowels``.
        let vowels: [Int]
        /// Silence after the word.
        let pause: Double

        var sound: Double { Double(vowels.count) * SpeechScore.syllable }
        var duration: Double { sound + pause }
    }

    static let syllable = 0.16

    let words: [Word]

    /// How long the text takes at normal speed, in seconds.
    var duration: Double { words.reduce(0) { $0 + $1.duration } }

    init(_ text: String) {
        words = text.split(whereSeparator: \.isWhitespace).map { word in
            Word(text: String(word), vowels: Self.vowels(of: word), pause: Self.pause(after: word))
        }
    }

    /// Runs of vowels, digits, and characters that are syllables by themselves; a word without any has one.
    private static func vowels(of word: Substring) -> [Int] {
        var vowels: [Int] = []
        var isWithin = false
        var isWord = false
        for scalar in word.unicodeScalars {
            isWord = isWord || scalar.properties.isAlphabetic
            if let vowel = latin[scalar] {
                if !isWithin { vowels.append(vowel) }
                isWithin = true
                continue
            }
            isWithin = false
            let standsAlone =
                scalar.properties.numericType != nil || scalar.properties.isAlphabetic && scalar.value >= 0x2E80
            if standsAlone { vowels.append(Int(scalar.value % 5)) }
        }
        return vowels.isEmpty && isWord ? [0] : vowels
    }

    private static func pause(after word: Substring) -> Double {
        guard let last = word.unicodeScalars.last(where: { !"\"')]”’".unicodeScalars.contains($0) }) else { return 0.1 }
        if ".!?…。！？".unicodeScalars.contains(last) { return 0.4 }
        return ",;:–—、，；：".unicodeScalars.contains(last) ? 0.2 : 0.06
    }

    private static let latin: [UnicodeScalar: Int] = {
        let letters = ["aàáâãäåæ", "eèéêë", "iìíîïy", "oòóôõöø", "uùúûü"]
        var table: [UnicodeScalar: Int] = [:]
        for (vowel, letters) in letters.enumerated() {
            for scalar in (letters + letters.uppercased()).unicodeScalars { table[scalar] = vowel }
        }
        return table
    }()
}
