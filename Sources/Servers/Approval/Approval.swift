import Gateway
import JSON
import MCP

/// A person approves an answer before anybody else sees it.
struct Approval: Sendable {
    let environment: ToolEnvironment
    let tool: String
    let call: ToolCall

    private var now: Double { environment.surroundings.now() }

    /// Whether the tool's answers are approved.
    static func concerns(_ tool: String, _ environment: ToolEnvironment) -> Bool {
        let promised = Family.standIns[tool]
        return environment.approved.contains { $0.matches(tool) || promised.map($0.matches) == true }
    }

    /// The answer to a call, made once, shown, and returned if a person lets it go.
    ///
    /// - Parameter work: the answer, and whether it only says that the work goes on.
    func answer(_ work: () async throws -> (ToolResult, isHandle: Bool)) async throws -> ToolResult {
        guard call.input.canAsk(.elicitation) else { return unasked }
        let key = Withheld.Key(
            caller: call.principal.id, tool: tool, arguments: call.arguments.map { Array($0.raw) } ?? [])
        if let kept = environment.withheld.find(key, at: now) { return try await release(kept, key) }
        let (result, isHandle) = try await work()
        if isHandle { return result }
        return try await release(environment.withheld.keep(result, for: key, at: now), key)
    }

    /// The result behind a handle, of a call that took long.
    func release(_ result: ToolResult, behind handle: String) async throws -> ToolResult {
        guard call.input.canAsk(.elicitation) else { return unasked }
        let key = Withheld.Key(caller: call.principal.id, tool: tool, arguments: Array(handle.utf8))
        let kept = environment.withheld.find(key, at: now) ?? environment.withheld.keep(result, for: key, at: now)
        return try await release(kept, key)
    }

    private func release(_ kept: Withheld.Answer, _ key: Withheld.Key) async throws -> ToolResult {
        let word = try await call.input.ask("approve-\(kept.id)", question(kept.result), sealed: true)
        environment.withheld.remove(key)
        guard word.content?["approve"]?.bool == true else {
            return ToolResult(
                [
                    .text(
                        "A person withheld the answer of \(tool). The call was made and is paid for; do not repeat it.")
                ],
                structured: JSONValue.object([.init("status", "withheld"), .init("tool", .string(tool))]).encoded)
        }
        return try await environment.results.bounded(kept.result, for: Caller(call.principal))
    }

    private func question(_ result: ToolResult) -> InputRequest {
        let parts = result.content.map { block in
            switch block {
            case .text(let text): text
            case .image(_, let type), .audio(_, let type): "[\(type)]"
            case .link(let uri, let name, _, _): "\(name): \(uri)"
            case .resource: "[resource]"
            }
        }
        let text = parts.joined(separator: "\n")
        let shown = text.beginning(Self.shownBytes)
        let rest = shown.utf8.count < text.utf8.count ? "\n… (\(text.utf8.count) bytes in all)" : ""
        return .form(
            "\(tool) answers:\n\(shown)\(rest)",
            schema: [
                "type": "object",
                "properties": [
                    "approve": [
                        "type": "boolean", "title": "Let the answer go",
                        "description": "Whether the model gets this answer.",
                    ]
                ],
                "required": ["approve"],
            ])
    }

    /// Bytes of an answer that a person is shown.
    private static let shownBytes = 8000

    private var unasked: ToolResult {
        .failure(
            "Nothing was done: a person approves the answers of \(tool) on this server, and this client cannot ask one. Use a client with elicitation.",
            structured: ["kind": "approval_required", "tool": .string(tool)])
    }
}
