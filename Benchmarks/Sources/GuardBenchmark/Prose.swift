import Gateway
import JSON

/// A conversation of ordinary text: English and German sentences, code, figures, line ends and quotes to be escaped.
/// Every second message is a tool's, so that hidden orders are looked for in half of it.
enum Prose {
    private static let sentences = [
        "The committee met on Tuesday and agreed to postpone the decision until the figures were complete. ",
        "Wer im Frühjahr sät, darf im Herbst auf eine gute Ernte hoffen, wenn der Sommer nicht zu trocken war. ",
        "for (index, item) in list.enumerated() where item.count > 3 { total += item.count * 2 }\n",
        "In 2023, 45 % of the 1,200 people who were asked said \"yes\", 38 % said \"no\", and the rest did not know. ",
        "A river does not hurry, and yet it reaches the sea; the old boatman used to say so when it rained. ",
        "- open the window\n- water the plants\n- read chapter 12 again, from page 304 on\n",
        "Its self-contained, well-tested design keeps user_name and file_path apart, as version 3.1.4 asks. ",
    ]

    static func members(megabytes: Int) -> Members {
        var writer = JSONWriter(reserving: megabytes << 20)
        var position = 0
        writer.array { messages in
            for number in 0..<megabytes * 64 {
                var text = ""
                while text.utf8.count < 16_000 {
                    text += sentences[position % sentences.count]
                    position += 1
                }
                messages.object {
                    $0.member("role", number % 2 == 0 ? "user" : "tool")
                    $0.member("content", text)
                }
            }
        }
        var members = Members()
        members["messages"] = writer.bytes[...]
        return members
    }
}
