import TestSupport

/// A test that shows something, by its file and the name under which a run reports it.
struct Evidence: Sendable, Hashable {
    /// Path from the root of the package.
    let file: String
    /// A conversation of a transcript, the words or the function of a Swift test, or the function of a Python test.
    let name: String

    init(_ file: String, _ name: String) {
        self.file = file
        self.name = name
    }

    /// The text of a file of the package; nil where there is none.
    static func text(_ file: String) -> String? { PackageFile(file).text }

    /// Whether the file has a test of this name.
    var exists: Bool {
        guard let text = Self.text(file) else { return false }
        let marks =
            switch file.split(separator: ".").last {
            case "txt": ["# \(name)\n"]
            case "py": ["def \(name)("]
            default: ["@Test(\"\(name)\"", "@Test(\n        \"\(name)\"", "func \(name)("]
            }
        return marks.contains(where: text.contains)
    }

    /// As the table shows it.
    var markdown: String { "[\(name)](../\(file))" }
}
