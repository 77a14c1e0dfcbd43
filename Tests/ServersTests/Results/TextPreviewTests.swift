import Testing

@testable import Servers

@Suite struct TextPreviewTests {
    @Test(
        "the beginning of a text, cut between characters",
        arguments: [
            ("abc", 3, 3, "abc", true), ("abc", 9, 3, "abc", false), ("abcd", 4, 3, "abc", false),
            ("aé", 3, 2, "a", false), ("aé", 3, 3, "aé", true), ("a😀", 5, 4, "a", false), ("", 0, 3, "", true),
        ])
    func texts(_ head: String, _ size: Int, _ limit: Int, _ text: String, _ isWhole: Bool) {
        let preview = TextPreview(of: Array(head.utf8), size: size, limit: limit)
        #expect(preview?.text == text)
        #expect(preview?.isWhole == isWhole)
    }

    @Test("what is no text has none", arguments: [[0, 1, 2], [0xFF, 0xFE, 0x41], [0x41, 0x07]] as [[UInt8]])
    func binary(_ bytes: [UInt8]) { #expect(TextPreview(of: bytes, size: bytes.count) == nil) }

    @Test(
        "a beginning has whole characters, unless there is only one",
        arguments: [
            ("abc", 2, "ab"), ("abc", 3, "abc"), ("abc", 0, ""), ("e\u{301}x", 2, "e"), ("ae\u{301}x", 3, "a"),
            ("ae\u{301}x", 4, "ae\u{301}"), ("😀", 3, ""), ("", 5, ""),
        ])
    func beginnings(_ text: String, _ limit: Int, _ beginning: String) {
        #expect(text.beginning(limit).utf8.elementsEqual(beginning.utf8))
    }

    @Test("marks heaped on one letter are cut among them")
    func heaps() {
        let heap = "a" + String(repeating: "\u{301}", count: 1000)
        #expect(heap.beginning(101).utf8.count == 101)
    }
}
