/// Words of a text, as the ranker and the embeddings compare them.
enum Words {
    /// Lower-cased words and numbers in order. Scripts without spaces give one word a character.
    static func all(_ text: some StringProtocol) -> [String] {
        var words: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    current.unicodeScalars.append(scalar)
                    continue
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    current.unicodeScalars.append(UnicodeScalar(byte | 0x20))
                    continue
                case UInt8(ascii: "'"): continue
                default: break
                }
            } else if isIdeographic(scalar) {
                if !current.isEmpty { words.append(current) }
                words.append(String(scalar))
                current = ""
                continue
            } else if scalar == "\u{2019}" {
                continue
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                current += scalar.properties.lowercaseMapping
                continue
            }
            if !current.isEmpty {
                words.append(current)
                current = ""
            }
        }
        if !current.isEmpty { words.append(current) }
        return words
    }

    /// Stems of the words that carry meaning.
    static func terms(_ text: some StringProtocol) -> [String] {
        all(text).compactMap { isStopWord($0) ? nil : stem($0) }
    }

    /// Whether a word says nothing about the subject.
    static func isStopWord(_ word: String) -> Bool { stopWords.contains(word) }

    /// Cuts the endings that English adds to a word, so that "configuring" meets "configuration".
    static func stem(_ word: String) -> String {
        if let base = irregular[word] { return stem(base) }
        guard word.utf8.count > 3, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
        for (ending, replacement, least) in endings where word.hasSuffix(ending) {
            let root = word.dropLast(ending.count)
            guard root.count >= least else { continue }
            return undoubled(String(root) + replacement)
        }
        return undoubled(word)
    }

    /// Ending, what stands for it, and the shortest root that may be left; longest first.
    private static let endings: [(String, String, Int)] = [
        ("izations", "", 3), ("ization", "", 3), ("ations", "", 3), ("ation", "", 3), ("ities", "", 3),
        ("ments", "", 3), ("ment", "", 4), ("ness", "", 3), ("ings", "", 3), ("sses", "ss", 2), ("able", "", 4),
        ("ies", "y", 2), ("ied", "y", 2), ("ing", "", 3), ("ity", "", 4), ("ers", "", 4), ("ors", "", 4),
        ("ed", "", 3), ("es", "", 3), ("er", "", 4), ("or", "", 4), ("ly", "", 4), ("ss", "ss", 2), ("us", "us", 2),
        ("s", "", 3), ("e", "", 3),
    ]

    /// "stopped" meets "stop"; "fill" and "pass" stay what they are.
    private static func undoubled(_ root: String) -> String {
        let tail = root.utf8.suffix(2)
        guard root.utf8.count > 3, let last = tail.last, tail.first == last, !"lsz".utf8.contains(last) else {
            return root
        }
        return String(root.dropLast())
    }

    private static func isIdeographic(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x2FDF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Forms that no ending explains.
    private static let irregular: [String: String] = [
        "began": "begin", "begun": "begin", "bought": "buy", "broke": "break", "broken": "break", "brought": "bring",
        "built": "build", "chose": "choose", "chosen": "choose", "drawn": "draw", "drew": "draw", "fell": "fall",
        "felt": "feel", "found": "find", "gave": "give", "gone": "go", "grew": "grow", "grown": "grow", "held": "hold",
        "hidden": "hide", "kept": "keep", "knew": "know", "known": "know", "led": "lead", "left": "leave",
        "lost": "lose", "met": "meet", "paid": "pay", "ran": "run", "said": "say", "saw": "see", "seen": "see",
        "sent": "send", "shown": "show", "sold": "sell", "spoke": "speak", "spoken": "speak", "stood": "stand",
        "taken": "take", "taught": "teach", "thought": "think", "told": "tell", "took": "take",
        "understood": "understand", "went": "go", "won": "win", "written": "write", "wrote": "write",
    ]

    private static let stopWords: Set<String> = Set(
        """
        a about above after again all also am an and any are as at be because been before being below between both but \
        by can cannot could did do does doing done down during each either else ever few for from further get give \
        given had has have having he her here hers him his how i if in into is it its just know let like many may me \
        might more most much must my no nor not now of off on once one only or other our ours out over own per please \
        same say shall she should show so some such tell than that the their theirs them then there these they this \
        those through to too under until up upon us use very was we were what when where which while who whom whose \
        why will with would yes you your yours dont doesnt isnt arent im ive youre whats
        """.split(separator: " ").map(String.init))
}
