/// What is asked, told apart from the text that is given to answer it from.
struct Question: Sendable {
    /// The sentence or sentences that ask.
    var text: String
    /// The rest of the message.
    var context: String

    /// Finds the question in a message that may carry a whole document.
    init(in message: String) {
        let blocks = Self.blocks(message)
        for block in [blocks.last, blocks.first].compactMap({ $0 }) + blocks.reversed() {
            if let (asked, rest) = Self.marked(block) ?? Self.interrogative(block) {
                text = asked
                context = Self.without(block, of: blocks, leaving: rest)
                return
            }
        }
        guard blocks.count > 1, let first = blocks.first, let last = blocks.last else {
            let sentences = Sentences.split(message)
            text = sentences.count > 1 ? sentences[0] : message
            context = sentences.count > 1 ? sentences.dropFirst().joined(separator: " ") : ""
            return
        }
        let asked = Self.instructs(first) || first.utf8.count <= last.utf8.count && !Self.instructs(last) ? first : last
        text = asked
        context = Self.without(asked, of: blocks, leaving: "")
    }

    private static func blocks(_ message: String) -> [String] {
        var blocks: [String] = []
        var current: [Substring] = []
        let lines: [Substring] = message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) + [""]
        for line in lines {
            if !line.trimmed.isEmpty {
                current.append(line)
            } else if !current.isEmpty {
                blocks.append(current.joined(separator: "\n"))
                current = []
            }
        }
        return blocks
    }

    /// A line that begins with "Question:" or the like.
    private static func marked(_ block: String) -> (String, String)? {
        let lines = block.split(whereSeparator: \.isNewline)
        for (position, line) in lines.enumerated() {
            let lower = line.trimmed.lowercased()
            guard let mark = ["question:", "q:", "task:", "query:"].first(where: { lower.hasPrefix($0) }) else {
                continue
            }
            let asked = String(line.trimmed.dropFirst(mark.count).trimmed)
            guard !asked.isEmpty else { continue }
            let rest = lines[..<position] + lines[(position + 1)...]
            return (asked, rest.joined(separator: "\n"))
        }
        return nil
    }

    /// The sentences that end with a question mark.
    private static func interrogative(_ block: String) -> (String, String)? {
        guard block.contains(where: { $0 == "?" || $0 == "？" }) else { return nil }
        var asked: [String] = []
        var rest: [String] = []
        for line in block.split(whereSeparator: \.isNewline) {
            var kept: [String] = []
            for sentence in Sentences.split(String(line)) {
                if sentence.last(where: { !"\"')*_`”’".contains($0) }).map({ "?？".contains($0) }) == true {
                    asked.append(sentence)
                } else {
                    kept.append(sentence)
                }
            }
            if !kept.isEmpty { rest.append(kept.joined(separator: " ")) }
        }
        return asked.isEmpty ? nil : (asked.joined(separator: " "), rest.joined(separator: "\n"))
    }

    private static func without(_ block: String, of blocks: [String], leaving rest: String) -> String {
        guard let position = blocks.lastIndex(of: block) else { return blocks.joined(separator: "\n\n") }
        var blocks = blocks
        blocks[position] = rest
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Whether a block tells somebody to do something with the rest.
    private static func instructs(_ block: String) -> Bool {
        guard block.utf8.count <= 400, let first = Words.all(block.prefix(40)).first else { return false }
        return block.hasSuffix(":") || verbs.contains(first)
    }

    private static let verbs: Set<String> = [
        "answer", "classify", "compare", "describe", "explain", "extract", "find", "give", "how", "list", "name",
        "outline", "please", "show", "state", "summarise", "summarize", "tell", "translate", "using", "what", "when",
        "where", "who", "why", "write",
    ]

    /// Whether the whole text is wanted in short.
    var wantsSummary: Bool {
        let words = Set(Words.all(text))
        return !words.isDisjoint(with: [
            "summary", "summarise", "summarize", "summarised", "summarized", "overview", "gist", "tldr", "tl",
            "outline",
            "abstract",
        ])
    }

    /// How much more a passage counts for being of the kind that the asking word wants.
    var bonus: (Passage) -> Double {
        let words = Words.all(text)
        let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
        if words.first == "what", let defined = Self.defined(by: words) {
            return { Words.terms($0.text.prefix(80)).starts(with: defined) ? 1.4 : 1 }
        }
        if words.contains("when") || !Self.amounts.isDisjoint(with: pairs) || !Self.figures.isDisjoint(with: words) {
            return { $0.text.contains(where: \.isNumber) ? 1.25 : 1 }
        }
        if words.contains("why") {
            return { !Self.reasons.isDisjoint(with: Words.all($0.text)) ? 1.3 : 1 }
        }
        if words.contains("how") || words.contains("command") {
            return { $0.kind == .code || $0.text.contains("`") ? 1.15 : 1 }
        }
        return { _ in 1 }
    }

    /// The terms of "what is X", where the passage that begins with X says it.
    private static func defined(by words: [String]) -> [String]? {
        guard words.count > 2, ["is", "are", "does"].contains(words[1]) else { return nil }
        let terms = Words.terms(words.dropFirst(2).joined(separator: " "))
        return (1...3).contains(terms.count) ? Array(terms.prefix(1)) : nil
    }

    private static let amounts: Set<String> = ["how many", "how much", "how long", "how large", "how big", "what year"]
    private static let figures: Set<String> = ["number", "price", "cost", "date", "port", "version", "count", "limit"]
    private static let reasons: Set<String> = ["because", "since", "therefore", "reason", "so", "hence", "costs"]
}
