import JSON

/// What is wanted from the model, whichever endpoint took it.
struct Generation: Sendable {
    /// The form of the text.
    enum Format: Sendable {
        case text
        case jsonObject
        case jsonSchema(JSONView)
    }

    /// What the model came up with.
    struct Reply: Sendable {
        var text = ""
        var calls: [ToolCall] = []
        /// Cut because the limit of tokens was reached.
        var isCut = false

        /// Rough count of tokens.
        var tokens: Int {
            calls.reduce(Pieces.count(text)) { $0 + Pieces.count($1.name) + Pieces.count($1.arguments) + 6 }
        }
    }

    var tools: [Tool] = []
    var choice = ToolChoice.auto
    var mayCallSeveral = true
    var format = Format.text
    var limit: Int?
    var stops: [String] = []

    /// Answers a conversation. `variant` counts the choices of one request.
    func reply(
        to conversation: Conversation, reading: Reading, variant: Int = 0, identity: inout Identity
    ) -> Reply {
        let called = conversation.endsWithResult ? [] : toolsToCall(for: conversation, reading)
        guard called.isEmpty else {
            let calls = called.map { tool in
                ToolCall(
                    id: identity.id("call_", length: 24), name: tool.name,
                    arguments: arguments(of: tool, conversation, reading), isCustom: tool.isCustom)
            }
            return Reply(calls: calls)
        }
        return cut(text(conversation, reading, variant))
    }

    private func text(_ conversation: Conversation, _ reading: Reading, _ variant: Int) -> String {
        let answer = OfflineVoice.answer(to: conversation, reading: reading, variant: variant)
        switch format {
        case .text: return answer
        case .jsonObject:
            let value: JSONValue = ["model": "offline", "answer": .string(OfflineVoice.unprefixed(answer))]
            return String(decoding: value.encoded, as: UTF8.self)
        case .jsonSchema(let schema):
            var filler = SchemaFiller(schema, evidence: Evidence(conversation, reading: reading), answers: true)
            return String(decoding: filler.value().encoded, as: UTF8.self)
        }
    }

    private func toolsToCall(for conversation: Conversation, _ reading: Reading) -> [Tool] {
        // Of a message with a document in it only the question names tools.
        let whole = conversation.asked?.text ?? ""
        let message = whole.utf8.count <= 4096 ? whole : String(reading.question.text.prefix(4096))
        let named = tools.filter { $0.isNamed(in: message) }
        switch choice {
        case .none: return []
        case .named(let name): return tools.filter { $0.name == name }
        case .auto: return mayCallSeveral ? named : Array(named.prefix(1))
        case .required:
            guard named.isEmpty else { return mayCallSeveral ? named : Array(named.prefix(1)) }
            return bestFitting(message).map { [$0] } ?? []
        }
    }

    /// The tool whose name and description fit the message best.
    private func bestFitting(_ message: String) -> Tool? {
        let passages = tools.map { tool in
            Passage(text: "\(Evidence.spaced(tool.name)) \(tool.description)", kind: .sentence)
        }
        let scores = Ranker(passages).scores(for: Words.terms(message)).map(\.value)
        let best = scores.indices.max { scores[$0] == scores[$1] ? $0 > $1 : scores[$0] < scores[$1] }
        return best.map { tools[$0] }
    }

    private func arguments(of tool: Tool, _ conversation: Conversation, _ reading: Reading) -> String {
        if tool.isCustom { return conversation.asked?.text ?? "" }
        guard let parameters = tool.parameters else { return "{}" }
        var filler = SchemaFiller(parameters, evidence: Evidence(conversation, reading: reading), answers: false)
        let value = filler.value()
        guard case .object = value else { return "{}" }
        return String(decoding: value.encoded, as: UTF8.self)
    }

    /// Ends the text before a stop sequence, then at the limit of tokens.
    private func cut(_ text: String) -> Reply {
        var end = text.endIndex
        for stop in stops where !stop.isEmpty {
            if let found = text[..<end].firstRange(of: stop) { end = found.lowerBound }
        }
        let text = String(text[..<end])
        let pieces = Pieces.split(text)
        guard let limit, pieces.count > limit else { return Reply(text: text) }
        return Reply(text: pieces.prefix(limit).joined(), isCut: true)
    }
}
