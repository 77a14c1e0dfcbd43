import Gateway
import JSON

/// The endpoints of the items of a conversation.
extension EmbeddedProvider {
    /// `POST /conversations/{conversation_id}/items`: answers what was added.
    func addConversationItems(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("conversation_id")
        _ = try conversationRecord(id, owner: request.owner)
        let body = try request.json()
        var identity = Identity(seed: request.seed)
        let added = try newItems(body["items"], owner: request.owner, identity: &identity)
        add(added, to: id, owner: request.owner, weight: request.size)
        let page = Page(after: nil, before: nil, limit: max(1, added.items.count), isAscending: true)
        return json(try page.list(added.items, id: \.id, value: \.value))
    }

    /// `GET /conversations/{conversation_id}/items`, newest first unless asked otherwise.
    func listConversationItems(_ request: Request) throws(Refusal) -> Answer {
        let record = try conversationRecord(request.parameter("conversation_id"), owner: request.owner)
        return json(try request.page(defaultOrder: "desc").list(record.items.items, id: \.id, value: \.value))
    }

    /// `GET /conversations/{conversation_id}/items/{item_id}`.
    func retrieveConversationItem(_ request: Request) throws(Refusal) -> Answer {
        let record = try conversationRecord(request.parameter("conversation_id"), owner: request.owner)
        return json(try record.item(request.parameter("item_id")).value)
    }

    /// `DELETE /conversations/{conversation_id}/items/{item_id}`: answers the conversation.
    func deleteConversationItem(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("conversation_id")
        let item = request.parameter("item_id")
        let record = try conversationRecord(id, owner: request.owner)
        _ = try record.item(item)
        conversations.update(id, owner: request.owner) { record in record.items.items.removeAll { $0.id == item } }
        return json(record.object)
    }

    /// Adds items at the end; `weight` is that of the texts they came in.
    func add(_ items: ResponseItems, to id: String, owner: String, weight: Int) {
        conversations.update(id, owner: owner, growth: items.weight + weight + 1) { record in
            record.items.items += items.items
        }
    }
}
