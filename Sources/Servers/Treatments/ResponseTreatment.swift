import JSON
import MCP

/// The text of a response; the whole object as structured content, with images it made saved to files.
struct ResponseTreatment {
    let output: OutputFolder

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        guard let body = answer.body, let items = body["output"] else { return try ForwardTreatment.result(answer) }
        var content: [Content] = []
        var saved: [OutputFolder.Saved] = []
        for item in items.elements {
            switch item["type"]?.string {
            case "message":
                for part in item["content"]?.elements.map({ $0 }) ?? [] {
                    if let text = part["text"]?.string ?? part["refusal"]?.string { content.append(.text(text)) }
                }
            case "function_call", "custom_tool_call", "mcp_approval_request", "computer_call", "local_shell_call",
                "shell_call", "apply_patch_call":
                content.append(.text(String(decoding: item.compact, as: UTF8.self)))
            case "image_generation_call":
                guard let data = item["result"]?.string else { continue }
                guard let bytes = Base64.decode(data.utf8) else { throw BinaryData.malformed }
                let file = try BinaryData.save(bytes, in: output, prefix: "image", mediaType: nil)
                content.append(.text("Image saved as \(file.sentence)."))
                content += file.content
                saved.append(file)
            default: continue
            }
        }
        if content.isEmpty { content.append(.text("Status: \(body["status"]?.string ?? "unknown").")) }
        return answer.result(content, structured: structured(body, saved))
    }

    private func structured(_ body: JSONView, _ saved: [OutputFolder.Saved]) -> [UInt8] {
        guard !saved.isEmpty else { return body.compact }
        var rest = saved[...]
        var writer = JSONWriter(reserving: 4096)
        writer.compact(body) { key, value in
            guard key == "result", value.kind == .string, value.raw.count > 64 else { return nil }
            return rest.popFirst()?.json
        }
        return writer.bytes
    }
}
