import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /conversations`.
    func createConversation(_ request: Request) throws(Refusal) -> Answer {
        let body = request.hasBody ? try request.json() : Input(nil)
        var identity = Identity(seed: request.seed)
        var record = ConversationRecord(
            id: identity.id("conv_", length: 48), created: request.created,
            metadata: try body["metadata"].metadata() ?? [:])
        if body["items"].isPresent {
            record.items = try newItems(body["items"], owner: request.owner, identity: &identity)
        }
        conversations.put(
            record, id: record.id, owner: request.owner, weight: record.items.weight + request.size + 512)
        return json(record.object)
    }

    /// Up to 20 items to add to a conversation.
    func newItems(_ input: Input, owner: String, identity: inout Identity) throws(Refusal) -> ResponseItems {
        _ = try input.required().list(0...20)
        return try ResponseItems(input, files: CallerFiles(files, owner: owner), identity: &identity) { id in
            responses.all(owner: owner).lazy.flatMap(\.allItems).first { $0.id == id }
        }
    }
}
