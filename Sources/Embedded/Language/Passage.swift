/// A piece of text that can be an answer: a sentence, a list item, a table row or a block of code.
struct Passage: Sendable {
    enum Kind: Sendable {
        case sentence, item, code, heading
    }

    var text: String
    var kind: Kind
    /// Words of the headings above it, which say what it is about.
    var heading: String = ""
    /// Passages of one paragraph or list have one number.
    var block = 0

    /// Cuts plain text or Markdown into passages.
    static func split(_ text: String) -> [Passage] {
        var cutter = PassageCutter()
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { cutter.take(line) }
        return cutter.finish()
    }
}

/// Reads a text line by line and gathers paragraphs, lists, tables and code.
private struct PassageCutter {
    private var passages: [Passage] = []
    private var paragraph = ""
    private var item: String?
    /// Lines of a fenced block that is still open.
    private var code: [Substring]?
    /// Lines of a block that is code because it is indented.
    private var indented: [Substring] = []
    private var headings: [(level: Int, text: String)] = []
    /// First row of the table that is being read: it says what the cells of every row are.
    private var columns: String?
    private var block = 0

    mutating func take(_ line: Substring) {
        let trimmed = line.trimmed
        if trimmed.first != "|" { columns = nil }
        if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
            if let lines = code {
                add(lines.joined(separator: "\n"), .code)
                code = nil
            } else {
                flush()
                code = []
            }
        } else if code != nil {
            code?.append(line)
        } else if paragraph.isEmpty, item == nil, line.hasPrefix("    ") || line.hasPrefix("\t"), !trimmed.isEmpty {
            indented.append(line.hasPrefix("\t") ? line.dropFirst() : line.dropFirst(4))
        } else if trimmed.isEmpty {
            flush()
            if passages.last?.text.hasSuffix(":") != true { block += 1 }
        } else if let heading = Self.heading(trimmed) {
            flush()
            block += 1
            headings.removeAll { $0.level >= heading.level }
            add(heading.text, .heading)
            headings.append(heading)
        } else if let text = Self.item(trimmed) {
            flush()
            item = text
        } else if trimmed.first == "|" {
            flush()
            takeRow(trimmed)
        } else if item != nil {
            item? += " " + trimmed
        } else {
            paragraph += paragraph.isEmpty ? String(trimmed) : " " + trimmed
        }
    }

    mutating func finish() -> [Passage] {
        flush()
        if let lines = code { add(lines.joined(separator: "\n"), .code) }
        return passages
    }

    private mutating func takeRow(_ row: Substring) {
        let cells = row.split(separator: "|").map { String($0.trimmed) }.filter { !$0.isEmpty }
        if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) {
            if passages.last?.kind == .item { columns = passages.removeLast().text }
        } else {
            add(cells.joined(separator: " | "), .item)
        }
    }

    private mutating func flush() {
        if !indented.isEmpty { add(indented.joined(separator: "\n"), .code) }
        indented = []
        for sentence in Sentences.split(paragraph) { add(sentence, .sentence) }
        paragraph = ""
        guard let text = item else { return }
        item = nil
        if text.utf8.count <= 320 {
            add(text, .item)
        } else {
            for sentence in Sentences.split(text) { add(sentence, .item) }
        }
    }

    private mutating func add(_ text: String, _ kind: Passage.Kind) {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
        let heading = (headings.map(\.text) + [columns ?? ""]).joined(separator: " ")
        passages.append(Passage(text: text, kind: kind, heading: heading, block: block))
    }

    private static func heading(_ line: Substring) -> (level: Int, text: String)? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
        return (level, String(line.dropFirst(level).trimmed))
    }

    private static func item(_ line: Substring) -> String? {
        for bullet in ["- ", "* ", "+ ", "• "] where line.hasPrefix(bullet) {
            return String(line.dropFirst(bullet.count).trimmed)
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count) else { return nil }
        let rest = line.dropFirst(digits.count)
        guard rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
        return String(rest.dropFirst(2).trimmed)
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: SubSequence {
        let head = drop { $0.isWhitespace }
        var end = head.endIndex
        while end > head.startIndex, head[head.index(before: end)].isWhitespace { end = head.index(before: end) }
        return head[head.startIndex..<end]
    }
}
