import JSON

/// A finished response, as one object or as the events of a stream.
struct ResponseRecord: Sendable {
    let id: String
    let created: Int
    let options: ResponseOptions
    let reply: Generation.Reply
    let inputTokens: Int
    let seed: UInt64
    /// Ids of the output items in order.
    let itemIDs: [String]

    /// The `response` object.
    var object: JSONValue { object(isFinished: true) }

    private func object(isFinished: Bool) -> JSONValue {
        let status = !isFinished ? "in_progress" : reply.isCut ? "incomplete" : "completed"
        let isCompleted = isFinished && !reply.isCut
        return .object(
            [
                .init("id", .string(id)), .init("object", "response"), .init("created_at", .int(created)),
                .init("status", .string(status)), .init("completed_at", isCompleted ? .int(created) : .null),
                .init("error", .null),
                .init("incomplete_details", isFinished && reply.isCut ? ["reason": "max_output_tokens"] : .null),
                .init("output", isFinished ? .array(output) : []),
            ] + options.echo
                + (isFinished ? [.init("usage", Self.usage(input: inputTokens, output: reply.tokens))] : []))
    }

    static func usage(input: Int, output: Int) -> JSONValue {
        [
            "input_tokens": .int(input),
            "input_tokens_details": ["cached_tokens": 0, "cache_write_tokens": 0],
            "output_tokens": .int(output),
            "output_tokens_details": ["reasoning_tokens": 0],
            "total_tokens": .int(input + output),
        ]
    }

    /// The output items: one message, or the calls.
    var output: [JSONValue] {
        guard reply.calls.isEmpty else { return zip(reply.calls, itemIDs).map { call($0, $1, status: "completed") } }
        return [message(status: reply.isCut ? "incomplete" : "completed", content: [text(reply.text)])]
    }

    /// What the output says, for the next turn.
    var turns: [Conversation.Turn] {
        guard reply.calls.isEmpty else {
            return reply.calls.map { .init(role: .call, text: "\($0.name) \($0.arguments)") }
        }
        return [.init(role: .assistant, text: reply.text)]
    }

    private func message(status: String, content: [JSONValue]) -> JSONValue {
        [
            "id": .string(itemIDs[0]), "type": "message", "status": .string(status), "role": "assistant",
            "content": .array(content),
        ]
    }

    private func text(_ text: String) -> JSONValue {
        let logprobs = options.topLogProbs.map { LogProbs.entries(for: text, top: $0, seed: seed) } ?? []
        return ResponseItems.outputText(text, logprobs: logprobs)
    }

    private func call(_ call: ToolCall, _ id: String, status: String, isOpen: Bool = false) -> JSONValue {
        let input = call.isCustom ? "input" : "arguments"
        return .object([
            .init("id", .string(id)), .init("type", call.isCustom ? "custom_tool_call" : "function_call"),
            .init("status", .string(status)), .init("call_id", .string(call.id)), .init("name", .string(call.name)),
            .init(input, .string(isOpen ? "" : call.arguments)),
        ])
    }

    // MARK: Stream

    /// The events of a stream after the one numbered `after`.
    func events(after: Int = -1) -> [EventStream.Event] {
        var script = EventScript()
        script.add("response.created", [.init("response", object(isFinished: false))])
        script.add("response.in_progress", [.init("response", object(isFinished: false))])
        if reply.calls.isEmpty { addMessage(to: &script) } else { addCalls(to: &script) }
        script.add(reply.isCut ? "response.incomplete" : "response.completed", [.init("response", object)])
        return Array(script.events.dropFirst(after + 1))
    }

    private func addMessage(to script: inout EventScript) {
        let item = JSONValue.Member("item_id", .string(itemIDs[0]))
        let output = JSONValue.Member("output_index", 0)
        let place = [item, output, .init("content_index", 0)]
        script.add("response.output_item.added", [output, .init("item", message(status: "in_progress", content: []))])
        script.add("response.content_part.added", place + [.init("part", ResponseItems.outputText(""))])
        for group in WordGroups.split(reply.text) {
            script.add(
                "response.output_text.delta",
                place + [.init("delta", .string(group)), .init("logprobs", .array(logprobs(group)))])
        }
        script.add(
            "response.output_text.done",
            place + [.init("text", .string(reply.text)), .init("logprobs", .array(logprobs(reply.text)))])
        script.add("response.content_part.done", place + [.init("part", text(reply.text))])
        let done = message(status: reply.isCut ? "incomplete" : "completed", content: [text(reply.text)])
        script.add("response.output_item.done", [output, .init("item", done)])
    }

    private func addCalls(to script: inout EventScript) {
        for (index, (call, id)) in zip(reply.calls, itemIDs).enumerated() {
            let output = JSONValue.Member("output_index", .int(index))
            let place = [.init("item_id", .string(id)), output]
            let kind = call.isCustom ? "response.custom_tool_call_input" : "response.function_call_arguments"
            let item = self.call(call, id, status: "in_progress", isOpen: true)
            script.add("response.output_item.added", [output, .init("item", item)])
            for group in WordGroups.split(call.arguments) {
                script.add("\(kind).delta", place + [.init("delta", .string(group))])
            }
            let whole: [JSONValue.Member] =
                call.isCustom
                ? [.init("input", .string(call.arguments))]
                : [.init("name", .string(call.name)), .init("arguments", .string(call.arguments))]
            script.add("\(kind).done", place + whole)
            script.add("response.output_item.done", [output, .init("item", self.call(call, id, status: "completed"))])
        }
    }

    private func logprobs(_ text: String) -> [JSONValue] {
        options.topLogProbs.map { LogProbs.entries(for: text, top: $0, seed: seed, withBytes: false) } ?? []
    }
}

/// Typed events with their sequence numbers.
private struct EventScript {
    private(set) var events: [EventStream.Event] = []

    mutating func add(_ type: String, _ members: [JSONValue.Member]) {
        let head: [JSONValue.Member] = [
            .init("type", .string(type)), .init("sequence_number", .int(events.count)),
        ]
        let value = JSONValue.object(head + members)
        events.append { EventStream.frame(type, data: value.encoded) }
    }
}

/// A response that is kept, with all the input that led to it.
struct StoredResponse: Sendable {
    let record: ResponseRecord
    let input: ResponseItems
}
