import Gateway
import JSON
import MCP

/// The first message of a completion, and what was spent on it.
struct ChatReply: Sendable {
    let message: JSONView
    let finishReason: String?
    private let body: JSONView

    init(_ answer: TreatedAnswer) throws {
        let (body, choices) = try answer.list("choices")
        guard let message = choices[0]?["message"] else {
            throw APIError(.malformedAnswer, "the provider answered without a message")
        }
        self.body = body
        self.message = message
        finishReason = choices[0]?["finish_reason"]?.string
    }

    /// What the model wrote; nil where it wrote nothing.
    var text: String? { message["content"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// Why the model would not answer.
    var refusal: String? { message["refusal"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// Members that say who answered and what it cost.
    var facts: [JSONValue.Member] {
        var facts: [JSONValue.Member] = []
        for name in ["id", "model", "usage"] {
            if let value = body[name], !value.isNull { facts.append(.init(name, .raw(value.compact))) }
        }
        if let finishReason { facts.append(.init("finish_reason", .string(finishReason))) }
        return facts
    }
}
