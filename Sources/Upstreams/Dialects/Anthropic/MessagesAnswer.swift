import JSON

/// Makes a chat completion of a message.
enum MessagesAnswer {
    /// The completion as JSON; nil where the bytes are no message. `created` is in seconds since 1970.
    static func completion(_ bytes: [UInt8], created: Int) -> [UInt8]? {
        guard let root = (try? JSONDocument(bytes))?.root, let id = root["id"], let content = root["content"],
            content.kind == .array
        else { return nil }
        var usage = MessagesUsage()
        usage.take(root["usage"])
        var writer = JSONWriter(reserving: bytes.count + 256)
        writer.object { object in
            object.member("id", raw: id.raw)
            object.member("object", "chat.completion")
            object.member("created", created)
            if let model = root["model"] { object.member("model", raw: model.raw) }
            object.key("choices")
            object.array {
                $0.object {
                    $0.member("index", 0)
                    $0.key("message")
                    write(content, to: &$0)
                    $0.member("logprobs", .null)
                    let reason = FinishReason.of(root["stop_reason"]?.string)
                    $0.member("finish_reason", reason.map { .string($0) } ?? .null)
                }
            }
            object.key("usage")
            usage.write(to: &object)
        }
        return writer.bytes
    }

    /// The assistant's message: its texts joined as they are escaped, its tool uses as calls, its thoughts left out.
    private static func write(_ content: JSONView, to writer: inout JSONWriter) {
        var text: [UInt8] = []
        var calls: [JSONView] = []
        for block in content.elements {
            switch block["type"]?.string {
            case "text":
                if let piece = block["text"], piece.kind == .string { text += piece.raw.dropFirst().dropLast() }
            case "tool_use": calls.append(block)
            default: break
            }
        }
        writer.object {
            $0.member("role", "assistant")
            if text.isEmpty, !calls.isEmpty {
                $0.member("content", .null)
            } else {
                $0.member("content", raw: [UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")])
            }
            $0.member("refusal", .null)
            guard !calls.isEmpty else { return }
            $0.key("tool_calls")
            $0.array { for call in calls { write(call: call, to: &$0) } }
        }
    }

    private static func write(call: JSONView, to writer: inout JSONWriter) {
        writer.object {
            if let id = call["id"] { $0.member("id", raw: id.raw) }
            $0.member("type", "function")
            $0.key("function")
            $0.object {
                if let name = call["name"] { $0.member("name", raw: name.raw) }
                $0.member("arguments", String(decoding: call["input"]?.compact ?? Array("{}".utf8), as: UTF8.self))
            }
        }
    }
}
