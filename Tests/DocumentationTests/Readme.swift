import TestSupport

/// README.md and its parts between markers.
struct Readme {
    private static let file = PackageFile("README.md")

    /// The file or a marker is not there.
    struct Missing: Error {
        let what: String
    }

    private var text: String

    init() throws {
        guard let text = Self.file.text else { throw Missing(what: "README.md") }
        self.text = text
    }

    func part(_ name: String) throws -> String { String(text[try range(name)]).trimmed }

    func replacing(_ name: String, with content: String) throws -> Readme {
        var copy = self
        copy.text.replaceSubrange(try range(name), with: "\n\(content.trimmed)\n")
        return copy
    }

    func write() throws { try Self.file.write(text) }

    private func range(_ name: String) throws -> Range<String.Index> {
        guard let start = text.ranges(of: "<!-- begin generated: \(name) -->").first?.upperBound,
            let end = text[start...].ranges(of: "<!-- end generated: \(name) -->").first?.lowerBound
        else { throw Missing(what: "marker \(name)") }
        return start..<end
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
