import Testing

@testable import Embedded

@Suite struct LanguageTests {
    @Test(arguments: [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("See e.g. the list. It costs 3.50 a day.", ["See e.g. the list.", "It costs 3.50 a day."]),
        ("Dr. J. Smith came. He left.", ["Dr. J. Smith came.", "He left."]),
        ("Use openai.com now. (Really.) Yes", ["Use openai.com now.", "(Really.)", "Yes"]),
        ("これは本です。猫もいます。", ["これは本です。", "猫もいます。"]),
        ("", []), ("...", ["..."]),
    ])
    func sentences(_ text: String, _ expected: [String]) { #expect(Sentences.split(text) == expected) }

    @Test(arguments: [
        ("configuring", "configuration"), ("cats", "cat"), ("installing", "install"), ("policies", "policy"),
        ("stopped", "stop"), ("servers", "server"), ("running", "run"),
    ])
    func stemsMeet(_ one: String, _ other: String) { #expect(Words.stem(one) == Words.stem(other)) }

    @Test(arguments: ["", "a", "Hello, world!", "  two  spaces ", "naïve 日本語 text 12345 👩‍👩‍👧", "line\n\nbreak\ttab"])
    func piecesJoinToTheText(_ text: String) {
        #expect(Pieces.split(text).joined() == text)
        #expect(WordGroups.split(text).joined() == text)
    }

    @Test func markdownBecomesPassages() {
        let passages = Passage.split(
            """
            # Title
            First line
            goes on. Second sentence.

            - item one
              with more
            2. item two

            | name | value |
            |---|---|
            | port | 8080 |

            ```sh
            make demo
            ```

            See:

                indented code
            """)
        #expect(
            passages.map(\.text) == [
                "Title", "First line goes on.", "Second sentence.", "item one with more", "item two", "port | 8080",
                "make demo", "See:", "indented code",
            ])
        #expect(passages.map(\.kind) == [.heading, .sentence, .sentence, .item, .item, .item, .code, .sentence, .code])
        #expect(passages[5].heading == "Title name | value")
        #expect(passages[7].block == passages[8].block)
    }

    @Test(arguments: [
        ("What is it?", "What is it?", ""),
        ("I am Bob. Who am I?", "Who am I?", "I am Bob."),
        ("# Doc\n\nIs this it? No.\n\nWhat now?", "What now?", "# Doc\n\nIs this it? No."),
        ("Answer from this:\n\nCats purr.\n\nDogs bark.", "Answer from this:", "Cats purr.\n\nDogs bark."),
        ("Context: cats purr.\nQuestion: who purrs", "who purrs", "Context: cats purr."),
        ("Summarize: this. It is long.", "Summarize: this.", "It is long."),
    ])
    func questions(_ message: String, _ text: String, _ context: String) {
        let question = Question(in: message)
        #expect(question.text == text)
        #expect(question.context == context)
    }
}
