import MCP

/// The answer's JSON as it came, on one line and without nulls.
enum ForwardTreatment {
    static func result(_ answer: TreatedAnswer) -> ToolResult {
        guard let body = answer.body else { return answer.result([.text("Done.")], structured: nil) }
        let json = body.compact
        return answer.result(
            [.text(String(decoding: json, as: UTF8.self))], structured: body.kind == .object ? json : nil)
    }
}
