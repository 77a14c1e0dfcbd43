import JSON

/// What the server does with an answer: index it, read the texts, pass the rest through as it came.
enum Ours {
    static func reply(to bytes: [UInt8]) throws -> [UInt8] {
        let answer = try JSONDocument(bytes).root
        return reply(to: answer) { $0.member("structuredContent", raw: answer.raw) }
    }

    /// The same with every value of the answer decoded and written anew, for those who do not pass anything through.
    static func replyFromValues(to bytes: [UInt8]) throws -> [UInt8] {
        let answer = try JSONDocument(bytes).root
        let value = JSONValue(answer)
        return reply(to: answer) { $0.member("structuredContent", value) }
    }

    private static func texts(_ answer: JSONView) -> [String] {
        (0..<(answer["choices"]?.count ?? 0)).compactMap { answer.value(at: "/choices/\($0)/message/content")?.string }
    }

    private static func tokens(_ answer: JSONView) -> Int { answer.value(at: "/usage/total_tokens")?.int ?? 0 }

    private static func reply(to answer: JSONView, structured: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: answer.raw.count * 2)
        writer.object { message in
            message.member("jsonrpc", "2.0")
            message.member("id", 7)
            message.key("result")
            message.object { result in
                result.key("content")
                result.array { content in
                    for text in texts(answer) {
                        content.object {
                            $0.member("type", "text")
                            $0.member("text", text)
                        }
                    }
                }
                structured(&result)
                result.member("tokens", tokens(answer))
            }
        }
        return writer.bytes
    }
}
