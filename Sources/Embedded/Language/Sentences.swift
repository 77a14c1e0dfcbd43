/// Where one sentence ends and the next begins.
enum Sentences {
    /// Splits running text into sentences without the white space between them.
    static func split(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var sentences: [String] = []
        var start = 0
        var position = 0
        while position < scalars.count {
            let scalar = scalars[position]
            position += 1
            guard isTerminal(scalar) else { continue }
            while position < scalars.count, isTerminal(scalars[position]) || isClosing(scalars[position]) {
                position += 1
            }
            if scalar.isASCII {
                guard position == scalars.count || scalars[position].properties.isWhitespace else { continue }
                if scalar == ".", endsWithAbbreviation(scalars[start..<position]) { continue }
                let next = scalars[position...].first { !$0.properties.isWhitespace }
                if let next, next.properties.isLowercase { continue }
            }
            append(scalars[start..<position], to: &sentences)
            start = position
        }
        append(scalars[start...], to: &sentences)
        return sentences
    }

    private static func append(_ scalars: ArraySlice<UnicodeScalar>, to sentences: inout [String]) {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let sentence = String(text).trimmed
        if !sentence.isEmpty { sentences.append(String(sentence)) }
    }

    private static func isTerminal(_ scalar: UnicodeScalar) -> Bool {
        ".!?".unicodeScalars.contains(scalar) || "。！？".unicodeScalars.contains(scalar)
    }

    private static func isClosing(_ scalar: UnicodeScalar) -> Bool {
        "\"')]*_`".unicodeScalars.contains(scalar) || "”’」".unicodeScalars.contains(scalar)
    }

    private static func endsWithAbbreviation(_ scalars: ArraySlice<UnicodeScalar>) -> Bool {
        let letters = scalars.dropLast().reversed().prefix { !$0.properties.isWhitespace && $0 != "(" }
        var word = ""
        for scalar in letters.reversed() { word += scalar.properties.lowercaseMapping }
        return word.unicodeScalars.count == 1 && word != "i" && word.allSatisfy(\.isLetter)
            || abbreviations.contains(word)
    }

    private static let abbreviations: Set<String> = [
        "e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "no", "fig", "cf", "approx", "dept", "inc",
        "ltd", "jr", "sr", "a.m", "p.m", "u.s", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
        "nov", "dec",
    ]
}
