import JSON
import MCP

/// The text of a response; the whole object as structured content, with images it made saved to files.
struct ResponseTreatment: Sendable {
    let output: CallerOutput

    /// Whether there are images to be saved, which blocks.
    func savesFiles(of answer: TreatedAnswer) -> Bool {
        answer.body?["output"]?.elements.contains { $0["type"]?.string == "image_generation_call" } ?? false
    }

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, items) = try answer.list("output", mayBeEmpty: true)
        var content: [Content] = []
        var saved = SavedData(in: output)
        for item in items.elements {
            switch item["type"]?.string {
            case "message":
                let parts = item["content"]?.elements.map { $0["text"]?.string ?? $0["refusal"]?.string ?? "" } ?? []
                content += parts.filter { !$0.isEmpty }.map { .text($0) }
            case "function_call", "custom_tool_call", "mcp_approval_request", "computer_call", "local_shell_call",
                "shell_call", "apply_patch_call":
                content.append(.text(String(decoding: item.compact, as: UTF8.self)))
            case "image_generation_call":
                guard let file = try saved.save(item["result"], prefix: "image") else { continue }
                content.append(.text("Image saved as \(file.sentence)."))
                content += file.content
            default: continue
            }
        }
        let hasFailed = body["status"]?.string == "failed"
        if content.isEmpty || hasFailed { content.append(.text(Self.status(of: body))) }
        var result = answer.result(content, structured: saved.compact(body))
        result.isError = hasFailed
        return result
    }

    private static func status(of body: JSONView) -> String {
        let reason = body["error"]?["message"]?.string ?? body["incomplete_details"]?["reason"]?.string
        return "Status: \(body["status"]?.string ?? "unknown")\(reason.map { " (\($0))" } ?? "")."
    }
}
