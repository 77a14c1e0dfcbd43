import Gateway
import JSON
import MCP

/// The answer's bytes go to a file; of text, the beginning is shown.
struct FileTreatment: Sendable {
    let output: OutputFolder
    /// What the file's name begins with.
    let prefix: String

    func result(_ answer: Answer) throws -> ToolResult {
        guard case .bytes(let bytes) = answer.body, !bytes.isEmpty else {
            throw APIError(.malformedAnswer, "the provider answered without content")
        }
        let file = try SavedData.save(bytes, in: output, prefix: prefix, mediaType: declaredType(answer))
        var content: [Content] = [.text("Saved as \(file.sentence).")]
        var structured: [JSONValue.Member] = [.init("file", file.json)]
        if let preview = Preview(of: bytes) {
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

/// The beginning of a text that is too long to be shown; nothing of what is no text.
struct Preview {
    let text: String
    let isWhole: Bool

    /// - Parameter limit: bytes that are shown.
    init?(of bytes: [UInt8], limit: Int = 2_000) {
        var end = min(limit, bytes.count)
        // Not in the middle of a character.
        while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        let head = bytes[..<end]
        guard !head.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }),
            let text = String(validating: head, as: UTF8.self)
        else { return nil }
        self.text = text
        isWhole = end == bytes.count
    }
}
