import JSON
import Testing

@testable import Embedded

/// The right sentence is in the answer.
@Suite struct AnswerTests {
    static let readme = """
        # Harbour

        Harbour moves parcels between warehouses. It was written in 2019 by Ada Brown.

        ## Install

        You need Debian 12 and make:

        ```sh
        make install
        ```

        ## Configuration

        The server listens on port 8080 unless `HARBOUR_PORT` is set. Requests time out after 30 seconds.

        | variable | default | meaning |
        |---|---|---|
        | `HARBOUR_DEPTH` | 12 | how many parcels wait in a queue |

        - Logs go to standard error.
        - Keys are never logged, because a log is read by many people.

        ## License

        MIT, see LICENSE.
        """

    @Test(arguments: [
        ("Who wrote Harbour?", "by Ada Brown"),
        ("When was it written?", "in 2019"),
        ("How do I install it?", "make install"),
        ("Which port does the server use?", "port 8080"),
        ("What is HARBOUR_DEPTH?", "how many parcels wait in a queue"),
        ("How long until a request times out?", "30 seconds"),
        ("Where are logs written?", "standard error"),
        ("Why are keys not logged?", "because a log is read by many people"),
        ("What licence does it have?", "MIT, see LICENSE."),
        ("Summarize the document.", "moves parcels between warehouses"),
    ])
    func fromAReadme(_ question: String, _ expected: String) async throws {
        for messages in [
            [["role": "user", "content": .string(Self.readme + "\n\n" + question)]],
            [["role": "user", "content": .string(question + "\n\n" + Self.readme)]],
            [
                ["role": "system", "content": .string("You are a helpful assistant.\n\n" + Self.readme)],
                ["role": "user", "content": .string(question)],
            ],
        ] as [JSONValue] {
            let text = try await chat(messages)
            #expect(text.hasPrefix("Offline model: "))
            #expect(text.contains(expected), "\(question) -> \(text)")
            #expect(text.utf8.count < Self.readme.utf8.count / 2, "an answer is no copy of the document")
        }
    }

    @Test func nothingUsefulIsSaid() async throws {
        let text = try await chat([["role": "user", "content": "Who won the cup in 1998?"]])
        #expect(text.contains("nothing in the text") && text.contains("OPENAI_API_KEY"))
        let other = try await chat([
            ["role": "system", "content": "Harbour moves parcels."], ["role": "user", "content": "Who won the cup?"],
        ])
        #expect(other.contains("nothing in the text"))
    }

    @Test func earlierTurnsCount() async throws {
        let text = try await chat([
            ["role": "user", "content": "My name is Mira. I live in Bergen."],
            ["role": "assistant", "content": "Offline model: noted."],
            ["role": "user", "content": "What is my name?"],
        ])
        #expect(text.contains("Mira") && !text.contains("noted"))
    }

    @Test func filesAndImages() async throws {
        let file = Base64.text(Array("The code word is heron.".utf8))
        let text = try await chat([
            [
                "role": "user",
                "content": [
                    ["type": "text", "text": "What is the code word?"],
                    [
                        "type": "file",
                        "file": ["filename": "a.txt", "file_data": .string("data:text/plain;base64,\(file)")],
                    ],
                    ["type": "image_url", "image_url": ["url": "https://example.com/a.png"]],
                ],
            ]
        ])
        #expect(text.contains("an image at https://example.com/a.png"))
        #expect(text.contains("heron"))
        let png = Base64.text(Composition(prompt: "x", seed: 0, width: 40, height: 30, isTransparent: false).png())
        let seen = try await chat([
            [
                "role": "user",
                "content": [["type": "image_url", "image_url": ["url": .string("data:image/png;base64,\(png)")]]],
            ]
        ])
        #expect(seen.contains("PNG image of 40 x 30 pixels"))
    }

    private func chat(_ messages: JSONValue) async throws -> String {
        let reply = try await stillProvider().ask(
            "POST", "/chat/completions", ["model": "offline", "messages": messages])
        return try #require(try reply.root[["choices", "0", "message", "content"]]?.string)
    }
}
