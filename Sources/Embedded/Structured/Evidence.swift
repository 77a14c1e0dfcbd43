/// What a message offers for filling fields: quoted text, numbers, names, and values with a label.
struct Evidence: Sendable {
    let text: String
    let reading: Reading
    private let words: Set<String>
    private var quotes: [String]
    private var names: [String]
    private var numbers: [NumberMention]

    private struct NumberMention: Sendable {
        var spelling: String
        /// Words right before and after it.
        var neighbours: [String]
        var isUsed = false
    }

    /// Gathers from the message that is answered; at most its first 8,000 characters.
    init(_ conversation: Conversation, reading: Reading) {
        let results = conversation.results.map { ToolResult.readable($0.text) }
        let message = conversation.asked?.text ?? conversation.turns.last?.text ?? ""
        text = String(([message] + results).joined(separator: "\n").prefix(8000))
        self.reading = reading
        words = Set(Words.all(text).map { Words.stem($0) })
        quotes = Self.quotes(in: text)
        names = Self.names(in: text)
        numbers = Self.numbers(in: text)
    }

    // MARK: Look-ups

    /// Whether the text has every word of a phrase.
    func mentions(_ phrase: String) -> Bool {
        let wanted = Words.all(Self.spaced(phrase)).map { Words.stem($0) }
        return !wanted.isEmpty && wanted.allSatisfy(words.contains)
    }

    /// The value in "key: value", "key = value" or "key is value", or nil.
    func labelled(_ key: String) -> String? {
        let key = Self.spaced(key).lowercased()
        guard !key.isEmpty else { return nil }
        for line in text.split(whereSeparator: \.isNewline) {
            var rest = line[...]
            while let range = rest.firstRange(ofWord: key) {
                let tail = rest[range.upperBound...].drop { " \"'*`".contains($0) }
                for link in [":", "=", "is ", "are ", "to ", "as "] where tail.lowercased().hasPrefix(link) {
                    let value = Self.value(tail.dropFirst(link.count))
                    if !value.isEmpty { return value }
                }
                rest = rest[range.upperBound...]
            }
        }
        return nil
    }

    /// The next quoted text that no field has taken yet.
    mutating func takeQuote() -> String? { quotes.isEmpty ? nil : quotes.removeFirst() }

    /// All quoted texts that no field has taken yet.
    mutating func takeQuotes() -> [String] {
        defer { quotes = [] }
        return quotes
    }

    /// The next capitalised name that no field has taken yet.
    mutating func takeName() -> String? { names.isEmpty ? nil : names.removeFirst() }

    /// All capitalised names that no field has taken yet.
    mutating func takeNames() -> [String] {
        defer { names = [] }
        return names
    }

    /// A number that stands next to the key, else (if `any`) the next that no field has taken.
    mutating func takeNumber(for key: String, isWhole: Bool, any: Bool) -> String? {
        let wanted = Set(Words.all(Self.spaced(key)).map { Words.stem($0) })
        let fits = numbers.indices.filter { !numbers[$0].isUsed && (!isWhole || Int(numbers[$0].spelling) != nil) }
        let near = fits.first { !wanted.isDisjoint(with: numbers[$0].neighbours) }
        guard let position = near ?? (any ? fits.first : nil) else { return nil }
        numbers[position].isUsed = true
        return numbers[position].spelling
    }

    /// All numbers, for a list of them.
    mutating func takeNumbers(isWhole: Bool) -> [String] {
        let fits = numbers.indices.filter { !numbers[$0].isUsed && (!isWhole || Int(numbers[$0].spelling) != nil) }
        for position in fits { numbers[position].isUsed = true }
        return fits.map { numbers[$0].spelling }
    }

    /// The first word of the text, without the punctuation around it, for which the test holds.
    func word(where test: (String) -> Bool) -> String? {
        text.split(whereSeparator: \.isWhitespace).lazy
            .map { $0.trimming { ".,;:!?()[]<>\"'`".contains($0) } }
            .first(where: test)
    }

    // MARK: Gathering

    /// "max_results" and "maxResults" read as "max results".
    static func spaced(_ key: String) -> String {
        var spaced = ""
        for character in key {
            if character == "_" || character == "-" || character == "." {
                spaced += " "
            } else {
                if character.isUppercase, spaced.last?.isLowercase == true { spaced += " " }
                spaced.append(character)
            }
        }
        return spaced
    }

    private static func value(_ tail: Substring) -> String {
        let tail = tail.trimmed
        if let open = tail.first, let close = closing[open] {
            return String(tail.dropFirst().prefix { $0 != close })
        }
        var value = ""
        for word in tail.split(separator: " ").prefix(12) {
            if ["and", "with", "but", "then"].contains(word), !value.isEmpty { break }
            value += value.isEmpty ? String(word) : " " + word
            if let last = word.last, ",;.!?".contains(last) { break }
        }
        return value.trimming { ",;.!? ".contains($0) }
    }

    private static let closing: [Character: Character] = ["\"": "\"", "'": "'", "“": "”", "‘": "’", "`": "`", "«": "»"]

    private static func quotes(in text: String) -> [String] {
        var quotes: [String] = []
        var rest = text[...]
        var previous: Character = " "
        while let first = rest.first {
            let tail = rest.dropFirst()
            if let close = closing[first], !previous.isLetter, !previous.isNumber,
                let end = tail.firstIndex(of: close), end > tail.startIndex, !tail[..<end].contains("\n")
            {
                quotes.append(String(tail[..<end]))
                rest = tail[tail.index(after: end)...]
                previous = close
            } else {
                previous = first
                rest = tail
            }
        }
        return quotes
    }

    /// Runs of capitalised words that do not open a sentence; "in Paris", "Alice and Bob".
    private static func names(in text: String) -> [String] {
        var names: [String] = []
        for sentence in text.split(whereSeparator: \.isNewline).flatMap({ Sentences.split(String($0)) }) {
            var run = ""
            let words = sentence.split(separator: " ")
            for (position, word) in words.enumerated() {
                let bare = word.trimming { !$0.isLetter && !$0.isNumber }
                let opens = position == 0 && words.count > 2 && !opensWithName(words)
                if bare.first?.isUppercase == true, !opens, bare != "I", !StringFormat.isDayWord(bare) {
                    run += run.isEmpty ? bare : " " + bare
                    if word.last.map({ ",;:.?!".contains($0) }) == true { close() }
                } else {
                    close()
                }
            }
            close()
            func close() {
                if !run.isEmpty, !names.contains(run) { names.append(run) }
                run = ""
            }
        }
        return names
    }

    /// "Alice and Bob ...", "Alice went ...": the first word is a name if a name follows or it is no common word.
    private static func opensWithName(_ words: [Substring]) -> Bool {
        guard let first = words.first, words.count > 2 else { return false }
        return words[1] == "and" && words[2].first?.isUppercase == true && !Words.isStopWord(first.lowercased())
    }

    private static func numbers(in text: String) -> [NumberMention] {
        let words = text.split { $0.isWhitespace || ",;()[]\"'".contains($0) }
        return words.indices.compactMap { position in
            let bare = words[position].trimming { !$0.isNumber && $0 != "-" }
            let spelling = bare.hasSuffix("-") ? String(bare.dropLast()) : bare
            guard let value = Double(spelling), value.isFinite, spelling.first != "+" else { return nil }
            guard words[position].filter(\.isLetter).count <= 3 else { return nil }
            let normal = Int(spelling).map(String.init) ?? "\(value)"
            let before = words[..<position].suffix(2)
            let after = words[(position + 1)...].prefix(1)
            let suffix = words[position].filter(\.isLetter)
            let near = (before + after).flatMap { Words.all($0) } + (suffix.isEmpty ? [] : [suffix.lowercased()])
            return NumberMention(spelling: normal, neighbours: near.map { Words.stem($0) })
        }
    }
}

extension StringProtocol {
    /// Without the characters at both ends for which the test holds.
    func trimming(_ test: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, test(first) { rest = rest.dropFirst() }
        while let last = rest.last, test(last) { rest = rest.dropLast() }
        return String(rest)
    }
}

extension Substring {
    /// Where a phrase stands as whole words, without regard to case.
    func firstRange(ofWord phrase: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if start == startIndex || !self[index(before: start)].isLetter,
                let end = self[start...].end(ofPrefix: phrase), end == endIndex || !self[end].isLetter
            {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }

    private func end(ofPrefix phrase: String) -> Index? {
        var position = startIndex
        for character in phrase {
            guard position < endIndex else { return nil }
            let mine = self[position]
            let same = mine == character || mine.lowercased() == String(character)
            guard same || character == " " && (mine == "_" || mine == "-") else { return nil }
            position = index(after: position)
        }
        return position
    }
}
