extension Domain {
    /// Conversations that responses read from and add to.
    public static let conversations = Domain(
        "conversations", title: "Conversations",
        instructions: """
            Stored conversations. Name one in response-create as conversation, and each response reads its items \
            and adds to them; here you look into it and change it.
            """,
        [
            .init(
                "conversation-create", .post, "/conversations", "Create a conversation.", .creates,
                [
                    Field("items", "Items to begin with.", .array(.inputItem, Bounds(nil, 20)), .nullable),
                    .metadata(.nullable),
                ]),
            .init(
                "conversation-get", .get, "/conversations/{conversation_id}", "Show a conversation's metadata.",
                .reads, [.conversation]),
            .init(
                "conversation-modify", .post, "/conversations/{conversation_id}", "Replace a conversation's metadata.",
                .updates, [.conversation, .metadata([.required, .nullable])]),
            .init(
                "conversation-delete", .delete, "/conversations/{conversation_id}",
                "Delete a conversation; its items stay.", .deletes, [.conversation]),
            .init(
                "conversation-item-create", .post, "/conversations/{conversation_id}/items",
                "Add items to a conversation.", .creates,
                [
                    .conversation, Field("items", "What to add.", .array(.inputItem, Bounds(nil, 20)), .required),
                    .include([.query, .unlisted]),
                ]),
            .init(
                "conversation-item-list", .get, "/conversations/{conversation_id}/items",
                "List the items of a conversation.", .reads,
                [.conversation, .limit, .order(), .after, .include([])]),
            .init(
                "conversation-item-get", .get, "/conversations/{conversation_id}/items/{item_id}",
                "Show one item of a conversation.", .reads, [.conversation, .item, .include([])]),
            .init(
                "conversation-item-delete", .delete, "/conversations/{conversation_id}/items/{item_id}",
                "Take an item out of a conversation.", .deletes, [.conversation, .item]),
        ])
}

extension Field {
    fileprivate static let conversation = Field.string("conversation_id", "Id of the conversation.", .required)
    fileprivate static let item = Field.string("item_id", "Id of the item.", .required)
}
