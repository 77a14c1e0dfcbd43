import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Documentation/guard.md states the figures of the labelled set; `make readme` writes them anew.
@Suite struct GuardDocumentationTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Documentation/guard.md"
    private static let marks = (begin: "<!-- figures -->\n", end: "<!-- /figures -->")

    @Test func theFiguresAreUpToDate() throws {
        let text = String(decoding: try #require(SharedFacts.file(Self.path)), as: UTF8.self)
        let begin = try #require(text.firstRange(of: Self.marks.begin)).upperBound
        let end = try #require(text.firstRange(of: Self.marks.end)).lowerBound
        let wanted = GuardFigure.markdown + "\n"
        if getenv("REWRITE_GOLDENS") != nil {
            let bytes = Array((text[..<begin] + wanted + text[end...]).utf8)
            let stream = try #require(fopen(Self.path, "wb"))
            defer { fclose(stream) }
            try #require(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        } else {
            #expect(text[begin..<end] == wanted, "run `make readme`")
        }
    }
}
