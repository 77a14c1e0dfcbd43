import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /responses/compact`: the user's messages stay, the rest becomes one item that stands for it.
    func compactResponse(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let model = try body["model"].requiredString()
        try models.check(model, for: .chat)
        var identity = Identity(seed: request.seed)
        let id = identity.id("resp_", length: 48)
        let input = try responseInput(body, owner: request.owner, identity: &identity)
        guard !input.items.isEmpty else {
            throw Refusal(
                message: "There is nothing to compact: give 'input' or 'previous_response_id'.", param: "input")
        }
        let conversation = Self.conversation(try body["instructions"].string(), input)
        let content = Compaction.content(of: conversation.turns)
        let kept = input.items.filter { $0.turn?.role == .user }.map(\.value)
        let summary: JSONValue = [
            "id": .string(identity.id("cmp_", length: 48)), "type": "compaction", "encrypted_content": .string(content),
        ]
        return json([
            "id": .string(id),
            "object": "response.compaction",
            "created_at": .int(request.created),
            "output": .array(kept + [summary]),
            "usage": ResponseRecord.usage(input: conversation.tokens, output: Pieces.count(content)),
        ])
    }
}
