import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /responses/input_tokens`: what the input would be charged as.
    func countInputTokens(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        if let model = try body["model"].string() { try models.check(model, for: .chat) }
        var identity = Identity(seed: request.seed)
        let input = try responseInput(body, owner: request.owner, identity: &identity)
        let conversation = Self.conversation(try body["instructions"].string(), input)
        let tools = try body["tools"].list() ?? []
        let described = tools.reduce(0) { sum, tool in
            sum + Pieces.count(tool.view.map { String(decoding: $0.raw, as: UTF8.self) } ?? "")
        }
        return json(["object": "response.input_tokens", "input_tokens": .int(conversation.tokens + described)])
    }
}
