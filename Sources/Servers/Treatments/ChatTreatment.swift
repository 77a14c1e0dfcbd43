import Catalogue
import JSON
import MCP

/// The text of each choice, of a chat or of plain text; the whole completion as structured content.
struct ChatTreatment: Sendable {
    let output: CallerOutput
    let arguments: Arguments

    /// Whether there is sound to be saved, which blocks.
    func savesFiles(of answer: TreatedAnswer) -> Bool {
        answer.body?["choices"]?.elements.contains { $0["message"]?["audio"]?["data"] != nil } ?? false
    }

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, choices) = try answer.list("choices")
        var content: [Content] = []
        var saved = SavedData(in: output)
        for choice in choices.elements {
            if let text = choice["text"]?.string, !text.isEmpty { content.append(.text(text)) }
            guard let message = choice["message"] else { continue }
            content += Self.texts(of: message).map { .text($0) }
            let audio = message["audio"]
            let format = arguments["audio"]?["format"]?.string ?? "wav"
            if let file = try saved.save(audio?["data"], prefix: "speech", mediaType: MediaType.ofName("x." + format)) {
                content += file.content
                if let transcript = audio?["transcript"]?.string, !transcript.isEmpty {
                    content.append(.text(transcript))
                }
                content.append(.text("Sound saved as \(file.sentence)."))
            }
        }
        // An empty text would not do: some clients' models refuse a conversation that has one.
        if content.isEmpty {
            let reason = choices[0]?["finish_reason"]?.string ?? "unknown"
            content.append(.text("The model answered without text (finish reason: \(reason))."))
        }
        return answer.result(content, structured: saved.compact(body))
    }

    /// What the model wrote, and the tools that it wants called.
    private static func texts(of message: JSONView) -> [String] {
        let written = [message["content"], message["refusal"]].compactMap { $0?.string }.first { !$0.isEmpty }
        let calls = [message["tool_calls"], message["function_call"]].compactMap { $0 }.first { $0.count > 0 }
        return [written, calls.map { String(decoding: $0.compact, as: UTF8.self) }].compactMap { $0 }
    }
}
