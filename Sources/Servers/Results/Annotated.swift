import JSON
import MCP

extension ToolResult {
    /// The result with a sentence before its content, and members before those of its structured content.
    func annotated(_ sentence: String?, _ members: [JSONValue.Member]) -> ToolResult {
        var copy = self
        if let sentence { copy.content.insert(.text(sentence), at: 0) }
        guard let structured, let body = try? JSONDocument(structured).root, body.kind == .object else { return copy }
        var writer = JSONWriter(reserving: structured.count + 256)
        writer.object { object in
            for member in members { object.member(member.key, member.value) }
            object.compactMembers(of: body)
        }
        copy.structured = writer.bytes
        return copy
    }

    /// A result whose text and structured content are the same object.
    static func object(_ members: [JSONValue.Member], _ further: [Content] = [], isError: Bool = false) -> ToolResult {
        let json = JSONValue.object(members).encoded
        return ToolResult(
            [.text(String(decoding: json, as: UTF8.self))] + further, structured: json, isError: isError)
    }
}
