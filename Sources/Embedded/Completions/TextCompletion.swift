import JSON

/// A finished completion of plain text, as one object or as the chunks of a stream.
struct TextCompletion: Sendable {
    /// One continuation.
    struct Choice: Sendable {
        let text: String
        let isCut: Bool
        let tokens: Int
    }

    let id: String
    let created: Int
    let options: CompletionOptions
    let choices: [Choice]
    let seed: UInt64

    /// The `text_completion` object.
    var object: JSONValue {
        let all = choices.enumerated().map { index, choice in
            entry(index, choice.text, offset: 0, finish: choice.isCut ? "length" : "stop")
        }
        return .object(head(all) + [.init("usage", usage)])
    }

    /// The events of a stream: each choice in groups of words, the last of them empty with a reason to finish.
    var events: [EventStream.Event] {
        var events: [EventStream.Event] = []
        for (index, choice) in choices.enumerated() {
            var offset = 0
            for group in WordGroups.split(choice.text) {
                events.append(event([entry(index, group, offset: offset, finish: nil)]))
                offset += group.count
            }
            events.append(event([entry(index, "", offset: offset, finish: choice.isCut ? "length" : "stop")]))
        }
        if options.includesUsage { events.append(event([], usage: usage)) }
        return events + [EventStream.done]
    }

    private func head(_ choices: [JSONValue]) -> [JSONValue.Member] {
        [
            .init("id", .string(id)), .init("object", "text_completion"), .init("created", .int(created)),
            .init("model", .string(options.model)), .init("system_fingerprint", "fp_offline"),
            .init("choices", .array(choices)),
        ]
    }

    private func entry(_ index: Int, _ text: String, offset: Int, finish: String?) -> JSONValue {
        [
            "text": .string(text), "index": .int(index), "logprobs": logprobs(text, offset),
            "finish_reason": finish.map { .string($0) } ?? .null,
        ]
    }

    private func event(_ choices: [JSONValue], usage: JSONValue = .null) -> EventStream.Event {
        let value = JSONValue.object(head(choices) + (options.includesUsage ? [.init("usage", usage)] : []))
        return { EventStream.frame(data: value.encoded) }
    }

    /// In columns, as this oldest of the endpoints has them.
    private func logprobs(_ text: String, _ start: Int) -> JSONValue {
        guard let top = options.topLogProbs, !text.isEmpty else { return .null }
        let entries = LogProbs.entries(for: text, top: top, seed: seed)
        var offsets: [JSONValue] = []
        var offset = start
        for piece in Pieces.split(text) {
            offsets.append(.int(offset))
            offset += piece.count
        }
        return [
            "tokens": .array(entries.map { $0["token"] ?? .null }),
            "token_logprobs": .array(entries.map { $0["logprob"] ?? .null }),
            "top_logprobs": .array(entries.map { Self.alternatives($0["top_logprobs"]) }),
            "text_offset": .array(offsets),
        ]
    }

    /// Alternatives by their text; the likeliest of two that read the same.
    private static func alternatives(_ list: JSONValue?) -> JSONValue {
        guard case .array(let entries)? = list else { return [:] }
        var members: [JSONValue.Member] = []
        for entry in entries {
            guard case .string(let token)? = entry["token"], !members.contains(where: { $0.key == token }) else {
                continue
            }
            members.append(.init(token, entry["logprob"] ?? .null))
        }
        return .object(members)
    }

    private var usage: JSONValue {
        let prompt = options.prompts.reduce(0) { $0 + $1.count }
        let completion = choices.reduce(0) { $0 + $1.tokens }
        return [
            "prompt_tokens": .int(prompt), "completion_tokens": .int(completion),
            "total_tokens": .int(prompt + completion),
        ]
    }
}
