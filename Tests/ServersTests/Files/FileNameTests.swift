import Testing

@testable import Servers

@Suite struct FileNameTests {
    @Test(
        "a name is one part of a path, without what could end a header",
        arguments: [
            ("a.png", "a.png"), ("dir/a.png", "a.png"), ("..\\..\\a.png", "a.png"), ("/", nil), ("", nil), ("..", nil),
            ("a/.", nil), ("a\r\nX: y", "aX: y"), ("a\u{0}b\u{7f}\u{85}c", "abc"),
            ("na\u{ef}ve \"x\".txt", "na\u{ef}ve \"x\".txt"),
            ("\r\n", nil), ("\u{1F600}.gif", "\u{1F600}.gif"),
        ] as [(String, String?)])
    func clean(_ name: String, _ expected: String?) { #expect(FileName.clean(name) == expected) }

    @Test("a long name is cut between characters")
    func long() {
        #expect(FileName.clean(String(repeating: "\u{20AC}", count: 100))?.utf8.count == 255)
        #expect(FileName.clean("ab" + String(repeating: "\u{20AC}", count: 100))?.utf8.count == 254)
    }
}
