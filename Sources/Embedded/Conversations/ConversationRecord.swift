import JSON

/// A stored conversation: items that responses read and add to.
struct ConversationRecord: Sendable {
    let id: String
    let created: Int
    var metadata: JSONValue
    var items = ResponseItems()

    /// The `conversation` object.
    var object: JSONValue {
        ["id": .string(id), "object": "conversation", "created_at": .int(created), "metadata": metadata]
    }

    /// The item of that id.
    func item(_ id: String) throws(Refusal) -> ResponseItems.Item {
        guard let found = items.items.first(where: { $0.id == id }) else {
            throw .notFound("Item", id)
        }
        return found
    }
}
