import Gateway
import JSON

/// The endpoints of one conversation.
extension EmbeddedProvider {
    /// `GET /conversations/{conversation_id}`.
    func retrieveConversation(_ request: Request) throws(Refusal) -> Answer {
        json(try conversationRecord(request.parameter("conversation_id"), owner: request.owner).object)
    }

    /// `POST /conversations/{conversation_id}`: replaces the metadata.
    func updateConversation(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        guard body.view?["metadata"] != nil else { throw .missing("metadata") }
        let metadata = try body["metadata"].metadata() ?? [:]
        let id = request.parameter("conversation_id")
        guard let changed = conversations.update(id, owner: request.owner, { $0.metadata = metadata }) else {
            throw .notFound("Conversation", id)
        }
        return json(changed.object)
    }

    /// `DELETE /conversations/{conversation_id}`.
    func deleteConversation(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("conversation_id")
        guard conversations.remove(id, owner: request.owner) else { throw .notFound("Conversation", id) }
        return json(["id": .string(id), "object": "conversation.deleted", "deleted": true])
    }

    /// The conversation of that id; `param` is what named it, if that is not the path.
    func conversationRecord(_ id: String, owner: String, param: String? = nil) throws(Refusal) -> ConversationRecord {
        guard let found = conversations.get(id, owner: owner) else {
            throw .notFound("Conversation", id, param: param)
        }
        return found
    }
}
