import Gateway
import JSON
import MCP

/// The answer's bytes go to a file as they come; of text, the beginning is shown.
struct FileTreatment: Sendable {
    let output: CallerOutput
    /// What the file's name begins with.
    let prefix: String
    /// Largest file in bytes.
    let limit: Int

    func result(_ answer: Answer) async throws -> ToolResult {
        let saved = try await output.save(
            answer.body, prefix: prefix, mediaType: declaredType(answer), limit: limit)
        guard let file = saved else { throw APIError(.malformedAnswer, "the provider answered without content") }
        var content: [Content] = [.text("Saved as \(file.sentence).")]
        var structured: [JSONValue.Member] = [.init("file", file.json)]
        if let preview = TextPreview(of: file.head, size: file.size) {
            content.append(.text(preview.text))
            structured.append(.init("preview", .string(preview.text)))
            structured.append(.init("is_whole", .bool(preview.isWhole)))
        }
        return TreatedAnswer(notes: answer.notes, body: nil)
            .result(content + file.content, structured: JSONValue.object(structured).encoded)
    }

    private func declaredType(_ answer: Answer) -> String? {
        guard let type = answer.headers["content-type"]?.split(separator: ";").first.map(String.init) else {
            return nil
        }
        return type == "application/octet-stream" ? nil : type.lowercased()
    }
}
