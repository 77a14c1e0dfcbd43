import JSON

/// A finished chat completion, as one object or as the chunks of a stream.
struct ChatCompletion: Sendable {
    let id: String
    let created: Int
    let options: ChatOptions
    let replies: [Generation.Reply]
    let promptTokens: Int
    let seed: UInt64
    var metadata: JSONValue?

    /// The `chat.completion` object.
    var object: JSONValue {
        var members = head("chat.completion")
        members.append(.init("choices", .array(replies.indices.map(choice))))
        members.append(.init("usage", usage))
        if options.stores { members.append(.init("metadata", metadata ?? [:])) }
        return .object(members)
    }

    private func head(_ kind: String) -> [JSONValue.Member] {
        [
            .init("id", .string(id)), .init("object", .string(kind)), .init("created", .int(created)),
            .init("model", .string(options.model)), .init("service_tier", "default"),
            .init("system_fingerprint", "fp_offline"),
        ]
    }

    private func choice(_ index: Int) -> JSONValue {
        [
            "index": .int(index),
            "message": message(replies[index]),
            "logprobs": logprobs(replies[index].text, index),
            "finish_reason": .string(finishReason(replies[index])),
        ]
    }

    private func message(_ reply: Generation.Reply) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("role", "assistant"), .init("content", reply.calls.isEmpty ? .string(reply.text) : .null),
            .init("refusal", .null), .init("annotations", []),
        ]
        if options.isOldStyle, let call = reply.calls.first {
            members.append(.init("function_call", ["name": .string(call.name), "arguments": .string(call.arguments)]))
        } else if !reply.calls.isEmpty {
            members.append(.init("tool_calls", .array(reply.calls.map { Self.toolCall($0, arguments: $0.arguments) })))
        }
        return .object(members)
    }

    private static func toolCall(_ call: ToolCall, arguments: String, index: Int? = nil) -> JSONValue {
        let kind = call.isCustom ? "custom" : "function"
        let input = call.isCustom ? "input" : "arguments"
        var members: [JSONValue.Member] = index.map { [.init("index", .int($0))] } ?? []
        members += [
            .init("id", .string(call.id)), .init("type", .string(kind)),
            .init(kind, .object([.init("name", .string(call.name)), .init(input, .string(arguments))])),
        ]
        return .object(members)
    }

    private func finishReason(_ reply: Generation.Reply) -> String {
        if !reply.calls.isEmpty { return options.isOldStyle ? "function_call" : "tool_calls" }
        return reply.isCut ? "length" : "stop"
    }

    private func logprobs(_ text: some StringProtocol, _ index: Int) -> JSONValue {
        guard let top = options.topLogProbs else { return .null }
        return ["content": .array(LogProbs.entries(for: String(text), top: top, seed: seed)), "refusal": .null]
    }

    private var usage: JSONValue {
        let completion = replies.reduce(0) { $0 + $1.tokens }
        return [
            "prompt_tokens": .int(promptTokens),
            "completion_tokens": .int(completion),
            "total_tokens": .int(promptTokens + completion),
            "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
            "completion_tokens_details": [
                "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            ],
        ]
    }

    // MARK: Stream

    /// The events of a stream: a role, the text in groups of words, a reason to finish, for each choice in turn.
    var events: [EventStream.Event] {
        var events: [EventStream.Event] = []
        for (index, reply) in replies.enumerated() {
            events.append(
                chunk(index, ["role": "assistant", "content": reply.calls.isEmpty ? "" : .null, "refusal": .null]))
            for group in WordGroups.split(reply.text) {
                events.append(chunk(index, ["content": .string(group)], text: group))
            }
            for (position, call) in reply.calls.enumerated() { events += callEvents(call, position, choice: index) }
            events.append(chunk(index, [:], finish: finishReason(reply)))
        }
        if options.includesUsage { events.append(event(choices: [], usage: usage)) }
        return events + [EventStream.done]
    }

    private func callEvents(_ call: ToolCall, _ position: Int, choice: Int) -> [EventStream.Event] {
        let groups = WordGroups.split(call.arguments)
        if options.isOldStyle {
            return [chunk(choice, ["function_call": ["name": .string(call.name), "arguments": ""]])]
                + groups.map { chunk(choice, ["function_call": ["arguments": .string($0)]]) }
        }
        let kind = call.isCustom ? "custom" : "function"
        let input = call.isCustom ? "input" : "arguments"
        let first = Self.toolCall(call, arguments: "", index: position)
        return [chunk(choice, ["tool_calls": [first]])]
            + groups.map { group in
                let part: JSONValue = .object([.init(input, .string(group))])
                return chunk(
                    choice, ["tool_calls": [.object([.init("index", .int(position)), .init(kind, part)])]])
            }
    }

    private func chunk(_ index: Int, _ delta: JSONValue, text: String = "", finish: String? = nil) -> EventStream.Event
    {
        event(choices: [
            [
                "index": .int(index),
                "delta": delta,
                "logprobs": text.isEmpty ? .null : logprobs(text, index),
                "finish_reason": finish.map { .string($0) } ?? .null,
            ]
        ])
    }

    private func event(choices: [JSONValue], usage: JSONValue = .null) -> EventStream.Event {
        var members = head("chat.completion.chunk")
        members.append(.init("choices", .array(choices)))
        if options.includesUsage { members.append(.init("usage", usage)) }
        let value = JSONValue.object(members)
        return { EventStream.frame(data: value.encoded) }
    }
}

/// What is sent in one event of a stream: a few words at a time.
enum WordGroups {
    /// Groups of three pieces; joined they are the text.
    static func split(_ text: String) -> [String] {
        let pieces = Pieces.split(text)
        return stride(from: 0, to: pieces.count, by: 3).map { start in
            pieces[start..<min(start + 3, pieces.count)].joined()
        }
    }
}

/// A completion that is kept, with the messages that it answered.
struct StoredCompletion: Sendable {
    var completion: ChatCompletion
    let messages: [JSONValue]
}
