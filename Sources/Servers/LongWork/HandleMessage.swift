import JSON
import MCP

/// What a caller reads in place of a result that is not there.
enum HandleMessage {
    static let toolName = "result-get"

    static func given(_ id: String, after patience: Duration, lifetime: Duration) -> ToolResult {
        answer(
            "Still working after \(Int(patience.seconds)) s; the call goes on. Call \(toolName) with handle \"\(id)\" for the result, which is kept for \(Int(lifetime.seconds / 60)) minutes. Do not repeat the call: it would be paid for twice.",
            id, status: "running")
    }

    static func stillRunning(_ id: String, since seconds: Double) -> ToolResult {
        answer(
            "Still working after \(Int(seconds)) s. Call \(toolName) with handle \"\(id)\" again.", id,
            status: "running")
    }

    static func unknown(_ id: String, lifetime: Duration) -> ToolResult {
        .failure(
            "There is no result with handle \"\(id)\" for this caller; a result is kept for \(Int(lifetime.seconds / 60)) minutes and ends with the server.",
            structured: ["handle": .string(id), "status": "unknown"])
    }

    private static func answer(_ text: String, _ id: String, status: String) -> ToolResult {
        let structured: JSONValue = ["handle": .string(id), "status": .string(status)]
        return ToolResult([.text(text)], structured: structured.encoded)
    }
}
