import Gateway
import JSON
import MCP

/// The words of a recording: as text, with the whole answer beside it.
struct TranscriptTreatment: Sendable {
    /// - Parameter answer: JSON, or subtitles and plain text as the arguments asked for them.
    func result(_ answer: Answer) throws -> ToolResult {
        guard case .bytes(let bytes) = answer.body else { return ToolResult([.text("Done.")]) }
        guard isJSON(answer, bytes) else {
            let text = String(decoding: bytes, as: UTF8.self)
            let structured: JSONValue = ["text": .string(text)]
            return TreatedAnswer(notes: answer.notes, body: nil).result([.text(text)], structured: structured.encoded)
        }
        let treated = try TreatedAnswer(bytes, headers: answer.headers, notes: answer.notes)
        guard let body = treated.body, let text = body["text"]?.string else {
            if let body = treated.body, body["error"] != nil { throw APIError(report: body) }
            return ForwardTreatment.result(treated)
        }
        let speakers = body["segments"].map { Array($0.elements) }?.compactMap(Self.line) ?? []
        return treated.result(
            [.text(speakers.isEmpty ? text : speakers.joined(separator: "\n"))], structured: body.compact)
    }

    private func isJSON(_ answer: Answer, _ bytes: [UInt8]) -> Bool {
        let type = answer.headers["content-type"]?.lowercased() ?? ""
        if type.contains("json") { return true }
        // A transcript may begin with anything; some servers name no type for JSON.
        return !type.contains("text/") && bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    /// A segment of a conversation: who said what.
    private static func line(_ segment: JSONView) -> String? {
        guard let speaker = segment["speaker"]?.string, let text = segment["text"]?.string else { return nil }
        return "\(speaker): \(text)"
    }
}
