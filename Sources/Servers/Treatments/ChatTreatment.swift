import Catalogue
import JSON
import MCP

/// The text of each choice; the whole completion as structured content.
struct ChatTreatment {
    let output: OutputFolder
    let arguments: Arguments

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        guard let body = answer.body, let choices = body["choices"] else { return try ForwardTreatment.result(answer) }
        var content: [Content] = []
        var structured: [UInt8]?
        for choice in choices.elements {
            guard let message = choice["message"] else { continue }
            if let text = message["content"]?.string ?? message["refusal"]?.string, !text.isEmpty {
                content.append(.text(text))
            }
            if let calls = message["tool_calls"] ?? message["function_call"], !calls.isNull {
                content.append(.text(String(decoding: calls.compact, as: UTF8.self)))
            }
            if let audio = message["audio"], let data = audio["data"]?.string {
                let saved = try save(data)
                content += saved.content
                content.append(
                    .text((audio["transcript"]?.string).map { "\($0)\n\n" } ?? "" + "Sound saved as \(saved.sentence).")
                )
                var writer = JSONWriter(reserving: 4096)
                writer.compact(body) { key, value in
                    key == "data" && value.kind == .string && value.raw == audio["data"]?.raw ? saved.json : nil
                }
                structured = writer.bytes
            }
        }
        if content.isEmpty { content.append(.text("")) }
        return answer.result(content, structured: structured ?? body.compact)
    }

    private func save(_ data: String) throws -> OutputFolder.Saved {
        guard let bytes = Base64.decode(data.utf8) else { throw BinaryData.malformed }
        let format = arguments["audio"]?["format"]?.string ?? "wav"
        return try BinaryData.save(bytes, in: output, prefix: "speech", mediaType: MediaType.ofName("x." + format))
    }
}
