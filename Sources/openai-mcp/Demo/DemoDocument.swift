/// A text file and its paragraphs.
struct DemoDocument: Sendable {
    let path: String
    let text: String

    /// Paragraphs of prose: no code, no tables, no headings.
    var paragraphs: [String] {
        var paragraphs: [[Substring]] = [[]]
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isCode.toggle()
                paragraphs.append([])
            } else if isCode || line.isEmpty || line.hasPrefix("#") || line.hasPrefix("|") || line.hasPrefix("<") {
                paragraphs.append([])
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.map { $0.joined(separator: " ") }.filter { $0.count > 60 }
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
