import TestSupport
import Testing

/// Documentation/guard.md states the figures of the labelled set; `make readme` writes them anew.
@Suite struct GuardDocumentationTests {
    private static let file = PackageFile("Documentation/guard.md")
    private static let marks = (begin: "<!-- figures -->\n", end: "<!-- /figures -->")

    @Test func theFiguresAreUpToDate() throws {
        let text = try #require(Self.file.text)
        let begin = try #require(text.firstRange(of: Self.marks.begin)).upperBound
        let end = try #require(text.firstRange(of: Self.marks.end)).lowerBound
        let wanted = GuardFigure.markdown + "\n"
        if PackageFile.areRewritten {
            try Self.file.write(text[..<begin] + wanted + text[end...])
        } else {
            #expect(text[begin..<end] == wanted, "run `make readme`")
        }
    }
}
