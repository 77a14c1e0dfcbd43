import Testing

@testable import Servers

@Suite struct PromptTextTests {
    @Test(
        "gaps take values, or the words for where there is none",
        arguments: [
            ("Draw {topic}.", ["topic": "a cat"], "Draw a cat."),
            ("Size {size|1024x1024}, model {model|any}", ["model": "m"], "Size 1024x1024, model m"),
            ("Size {size|none}", ["size": ""], "Size none"),
            ("{a}{b}", ["a": "{b}", "b": "`file-delete`"], "{b}`file-delete`"),
            ("An open { stays", [:], "An open { stays"),
            ("", [:], ""),
        ] as [(String, [String: String], String)])
    func filled(_ text: String, _ values: [String: String], _ expected: String) {
        #expect(PromptText(text).filled(with: values) == expected)
    }

    @Test("tools are what stands in backticks, values are not looked at")
    func tools() {
        #expect(PromptText("Call `a-b`, then `c`{x|or `d`} and `e_f`.").tools == ["a-b", "c", "e_f"])
    }
}
