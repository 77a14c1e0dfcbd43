import Catalogue
import Gateway
import JSON
import MCP

/// An answer as JSON that fits the caller's schema: it is checked here, and if it does not fit, the model is told why and
/// asked once more.
struct StructuredOutput: Sendable {
    let work: Work
    let schema: JSONView

    func result() async throws -> ToolResult {
        var members = ChatTools.members(work, "model", "temperature", "max_completion_tokens", "reasoning_effort")
        members.set("messages", ChatTools.conversation(work, system: nil))
        members.set("response_format", format)
        var answer = try await work.send("chat-completion-create", members)
        var attempt = try Attempt(ChatReply(answer), schema)
        var attempts = 1
        if !attempt.problems.isEmpty, attempt.reply.refusal == nil {
            members.set("messages", correcting(attempt))
            answer = try await work.send("chat-completion-create", members)
            attempt = try Attempt(ChatReply(answer), schema)
            attempts = 2
        }
        return attempt.result(answer, attempts: attempts)
    }

    /// Strict decoding takes only closed schemas; others are checked here alone.
    private var format: JSONValue {
        let strict = work["strict"]?.bool ?? JSONSchema(schema).isStrict
        return [
            "type": "json_schema",
            "json_schema": [
                "name": .string(work["name"]?.string ?? "answer"), "schema": .raw(schema.compact),
                "strict": .bool(strict),
            ],
        ]
    }

    private func correcting(_ attempt: Attempt) -> JSONValue {
        var messages = work["messages"]?.elements.map { JSONValue($0) } ?? []
        if let text = attempt.reply.text { messages.append(["role": "assistant", "content": .string(text)]) }
        let problems = attempt.problems.prefix(10).joined(separator: "; ")
        messages.append([
            "role": "user",
            "content": .string(
                "That does not fit the schema: \(problems). Answer again with JSON that fits it, and nothing else."),
        ])
        return .array(messages)
    }

    /// What a model answered, and what is wrong with it.
    struct Attempt: Sendable {
        let reply: ChatReply
        let value: JSONView?
        let problems: [String]

        init(_ reply: ChatReply, _ schema: JSONView) {
            self.reply = reply
            value = reply.text.flatMap { try? JSONDocument(Self.bare($0)).root }
            if let value {
                problems = JSONSchema(schema).faults(in: value)
            } else {
                problems = [reply.text == nil ? "there is no text" : "it is not JSON"]
            }
        }

        /// Models without structured output like to put JSON into a fence.
        private static func bare(_ text: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let first = lines.first, first.hasPrefix("```"),
                let end = lines.lastIndex(where: { $0.hasPrefix("```") }), end > 0
            else { return text }
            return lines[1..<end].joined(separator: "\n")
        }

        func result(_ answer: TreatedAnswer, attempts: Int) -> ToolResult {
            var structured: [JSONValue.Member] = [.init("valid", .bool(problems.isEmpty))]
            if let value { structured.append(.init("output", .raw(value.compact))) }
            if !problems.isEmpty { structured.append(.init("problems", .array(problems.map { .string($0) }))) }
            structured += [.init("attempts", .int(attempts))] + reply.facts
            let json = JSONValue.object(structured).encoded
            guard problems.isEmpty, let value else {
                let reason =
                    reply.refusal.map { "The model refused: \($0)" }
                    ?? "The model's answer does not fit the schema after \(attempts) attempts: \(problems.prefix(5).joined(separator: "; ")). Simplify the schema, raise the limit of tokens or use another model."
                let texts = [reason, reply.text].compactMap { $0 }.map { Content.text($0) }
                return ToolResult(texts, structured: json, isError: true, meta: answer.meta)
            }
            return answer.result([.text(String(decoding: value.compact, as: UTF8.self))], structured: json)
        }
    }
}
