import Catalogue
import Gateway
import JSON
import MCP

/// One turn of a tool-call loop: the model says which functions to call, and its arguments are checked against the
/// caller's schemas. Arguments that do not fit are sent back to it once.
struct FunctionCalling: Sendable {
    let work: Work
    /// What the caller gave for the completion, its tools included.
    let members: Members
    let defaults: CallDefaults?

    func result() async throws -> ToolResult {
        let schemas = Self.schemas(members)
        var answer = try await work.send("chat-completion-create", members, defaults: defaults)
        var reply = try ChatReply(answer)
        var calls = Self.calls(reply.message, schemas)
        var attempts = 1
        if calls.contains(where: { !$0.problems.isEmpty }) {
            answer = try await work.send("chat-completion-create", correcting(reply.message, calls), defaults: defaults)
            reply = try ChatReply(answer)
            calls = Self.calls(reply.message, schemas)
            attempts = 2
        }
        return try result(answer, reply, calls, attempts)
    }

    // MARK: Calls

    /// A call that the model asks for.
    struct Call: Sendable {
        let id: String?
        let name: String
        /// What came, as JSON text.
        let text: String
        let arguments: JSONView?
        let problems: [String]

        var json: JSONValue {
            var members: [JSONValue.Member] = [.init("name", .string(name))]
            if let id { members.insert(.init("id", .string(id)), at: 0) }
            members.append(.init("arguments", arguments.map { .raw($0.compact) } ?? .string(text)))
            members.append(.init("valid", .bool(problems.isEmpty)))
            if !problems.isEmpty { members.append(.init("problems", .array(problems.map { .string($0) }))) }
            return .object(members)
        }
    }

    private static func calls(_ message: JSONView, _ schemas: [String: JSONView?]) -> [Call] {
        let asked = message["tool_calls"].map { Array($0.elements) } ?? []
        let old = message["function_call"].map { [$0] } ?? []
        return asked.compactMap { call in
            call["function"].map { Self.call($0, id: call["id"]?.string, schemas) }
        } + (asked.isEmpty ? old.filter { $0.kind == .object }.map { Self.call($0, id: nil, schemas) } : [])
    }

    private static func call(_ function: JSONView, id: String?, _ schemas: [String: JSONView?]) -> Call {
        let name = function["name"]?.string ?? ""
        let text = function["arguments"]?.string ?? "{}"
        let arguments = try? JSONDocument(text.isEmpty ? "{}" : text).root
        var problems: [String] = []
        if let schema = schemas[name] {
            if let arguments {
                problems = schema.map { JSONSchema($0).faults(in: arguments) } ?? []
            } else {
                problems = ["the arguments are not JSON"]
            }
        } else {
            problems = ["there is no function \(name)"]
        }
        return Call(id: id, name: name, text: text, arguments: arguments, problems: problems)
    }

    /// Schemas of the arguments by the function's name; nil for a function that has none.
    private static func schemas(_ members: Members) -> [String: JSONView?] {
        guard let tools = members["tools"].flatMap({ try? JSONDocument(Array($0)).root }) else { return [:] }
        let pairs = tools.elements.compactMap { tool -> (String, JSONView?)? in
            guard let function = tool["function"], let name = function["name"]?.string else { return nil }
            return (name, function["parameters"].flatMap { $0.isNull ? nil : $0 })
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    // MARK: The second attempt

    private func correcting(_ message: JSONView, _ calls: [Call]) throws -> Members {
        var members = members
        var messages =
            try members["messages"].map { try JSONDocument(Array($0)).root.elements.map { JSONValue($0) } } ?? []
        messages.append(.raw(message.compact))
        for call in calls {
            let complaint =
                call.problems.isEmpty
                ? "Not run yet: another call of this turn is wrong. Ask for all of them again."
                : "The arguments do not fit: \(call.problems.prefix(10).joined(separator: "; ")). Correct them and call again."
            if let id = call.id {
                messages.append(["role": "tool", "tool_call_id": .string(id), "content": .string(complaint)])
            } else {
                messages.append(["role": "function", "name": .string(call.name), "content": .string(complaint)])
            }
        }
        members.set("messages", .array(messages))
        return members
    }

    // MARK: The answer

    private func result(
        _ answer: TreatedAnswer, _ reply: ChatReply, _ calls: [Call], _ attempts: Int
    ) throws -> ToolResult {
        var structured: [JSONValue.Member] = [
            .init("calls", .array(calls.map(\.json))), .init("message", .raw(reply.message.compact)),
        ]
        if attempts > 1 { structured.append(.init("attempts", .int(attempts))) }
        structured += reply.facts
        var content: [Content] = []
        if let text = reply.text ?? reply.refusal { content.append(.text(text)) }
        if calls.isEmpty {
            if content.isEmpty { content.append(.text("The model asked for no function and wrote nothing.")) }
        } else {
            let list = JSONValue.array(calls.map(\.json)).encoded
            content.append(.text(String(decoding: list, as: UTF8.self)))
            content.append(
                .text(
                    "Run these calls, then call again with this message and one tool message for each call appended to messages."
                ))
        }
        return answer.result(content, structured: JSONValue.object(structured).encoded)
    }
}
