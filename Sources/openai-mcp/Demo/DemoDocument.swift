/// A text file and its paragraphs.
struct DemoDocument: Sendable {
    let path: String
    let text: String

    /// Paragraphs and list items of prose: no code, no tables, no headings.
    var paragraphs: [String] {
        var paragraphs: [[Substring]] = [[]]
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map({ $0.drop { $0 == " " } }) {
            if line.hasPrefix("```") {
                isCode.toggle()
                paragraphs.append([])
            } else if isCode || line.isEmpty || line.hasPrefix("#") || line.hasPrefix("|") || line.hasPrefix("<") {
                paragraphs.append([])
            } else if let item = Self.item(line) {
                paragraphs.append([item])
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.map { $0.joined(separator: " ") }.filter { $0.count > 60 }
    }

    /// What a list item says, behind its dash or number.
    private static func item(_ line: Substring) -> Substring? {
        if line.hasPrefix("- ") || line.hasPrefix("* ") { return line.dropFirst(2) }
        let rest = line.drop(while: \.isNumber)
        return rest.startIndex > line.startIndex && rest.hasPrefix(". ") ? rest.dropFirst(2) : nil
    }

    init(path: String) throws {
        self.path = path
        do {
            text = try TextFile.read(path)
        } catch {
            throw Startup.refuse("\(error); run the demo in the repository, or name a text with --document")
        }
    }
}
