import JSON

/// Gathers the chunks of a chat completion, or of a completion of plain text, whose choices carry `text` directly.
public struct ChatStreamGatherer: StreamGatherer {
    /// Members of the completion besides its choices, such as `id`, `model` and `usage`; the latest counts.
    private var members: [(key: String, json: [UInt8])] = []
    private var choices: [(index: Int, content: GrowingJSON)] = []
    private var isPlain: Bool { choices.contains { $0.content.has("text") } }

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        var text = ""
        for (key, value) in event.members {
            if key == "choices" {
                for choice in value.elements { text += take(choice: choice) }
            } else if key != "object", !value.isNull || !members.contains(where: { $0.key == key }) {
                set(key, Array(value.raw))
            }
        }
        return text.isEmpty ? nil : .text(text)
    }

    /// Adds a chunk of one choice and returns its text if it is the first choice's.
    private mutating func take(choice: JSONView) -> String {
        let index = choice["index"]?.int ?? 0
        let content: GrowingJSON
        if let known = choices.first(where: { $0.index == index }) {
            content = known.content
        } else {
            content = GrowingJSON()
            choices.append((index, content))
        }
        for (key, value) in choice.members where key != "index" {
            // A provider that ignores the wish for pieces sends the whole message.
            let isMessage = key == "delta" || key == "message"
            if isMessage || !value.isNull { content.member(isMessage ? "message" : key).add(value, as: key) }
        }
        if index == 0, let text = choice["text"]?.string { return text }
        guard index == 0, let delta = choice["delta"] ?? choice["message"] else { return "" }
        return (delta["content"]?.string ?? "") + (delta["refusal"]?.string ?? "")
    }

    private mutating func set(_ key: String, _ json: [UInt8]) {
        if let position = members.firstIndex(where: { $0.key == key }) {
            members[position].json = json
        } else {
            members.append((key, json))
        }
    }

    public var progress: StreamProgress {
        if choices.isEmpty { return members.isEmpty ? .nothing : .some }
        return choices.allSatisfy { $0.content.has("finish_reason") } ? .enough : .some
    }

    public var whole: [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        let isPlain = isPlain
        writer.object { object in
            for (key, json) in members where key == "id" { object.member(key, raw: json) }
            object.member("object", isPlain ? "text_completion" : "chat.completion")
            for (key, json) in members where key != "id" && key != "usage" { object.member(key, raw: json) }
            object.key("choices")
            object.array { array in
                for (index, content) in choices.sorted(by: { $0.index < $1.index }) {
                    array.object { write(index, content, isPlain, to: &$0) }
                }
            }
            for (key, json) in members where key == "usage" { object.member(key, raw: json) }
        }
        return writer.bytes
    }

    private func write(_ index: Int, _ content: GrowingJSON, _ isPlain: Bool, to writer: inout JSONWriter) {
        writer.member("index", index)
        if !isPlain { write(message: content.member("message"), to: &writer) }
        if !content.has("finish_reason") { writer.member("finish_reason", .null) }
        for (key, value) in content.members where key != "message" {
            writer.key(key)
            value.write(to: &writer)
        }
    }

    private func write(message: GrowingJSON, to writer: inout JSONWriter) {
        writer.key("message")
        writer.object {
            if !message.has("role") { $0.member("role", "assistant") }
            for (key, value) in message.members {
                $0.key(key)
                value.write(to: &$0)
            }
            // The schema wants it even where the model only calls tools.
            if !message.members.contains(where: { $0.key == "content" }) { $0.member("content", .null) }
        }
    }
}
