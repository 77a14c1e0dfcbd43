extension Domain {
    static let threadEndpoints: [Endpoint] = [
        .assistants(
            "thread-create", .post, "/threads", "Create a thread, with first messages if wanted.", .creates,
            [
                .array("messages", "First messages.", of: .threadMessage),
                .metadata(.nullable),
                Field(
                    "tool_resources", "Files and stores for tools.", .newToolResources, [.nullable, .unlisted]),
            ],
            successor: "conversation-create"),
        .assistants(
            "thread-get", .get, "/threads/{thread_id}", "Read a thread's metadata, not its messages.", .reads,
            [.thread], successor: "conversation-create"),
        .assistants(
            "thread-update", .post, "/threads/{thread_id}", "Replace a thread's metadata or its tools' files.",
            .updates,
            [
                .thread, .metadata(.nullable),
                Field("tool_resources", "Files and stores for tools.", .toolResources, [.nullable, .unlisted]),
            ],
            aliases: ["thread-modify"], successor: "conversation-create"),
        .assistants(
            "thread-delete", .delete, "/threads/{thread_id}", "Delete a thread and its messages.", .deletes, [.thread],
            successor: "conversation-create"),
    ]

    static let messageEndpoints: [Endpoint] = [
        .assistants(
            "message-add", .post, "/threads/{thread_id}/messages", "Add a message whose files are uploaded.", .creates,
            [.thread, .messageRole, .messageContent, .messageAttachments(), .metadata(.nullable)],
            successor: "response-create with conversation-create"),
        .assistants(
            "message-list", .get, "/threads/{thread_id}/messages", "List the messages of a thread.", .reads,
            [
                .thread, .limit, .order(default: "desc"), .after, .before,
                .string("run_id", "Only those that this run wrote."), .filterMetadata,
            ],
            successor: "response-create with conversation-create"),
        .assistants(
            "message-get", .get, "/threads/{thread_id}/messages/{message_id}", "Read a message.", .reads,
            [.thread, .message], successor: "response-create with conversation-create"),
        .assistants(
            "message-update", .post, "/threads/{thread_id}/messages/{message_id}", "Replace a message's metadata.",
            .updates, [.thread, .message, .metadata(.nullable)], aliases: ["message-modify"],
            successor: "response-create with conversation-create"),
        .assistants(
            "message-delete", .delete, "/threads/{thread_id}/messages/{message_id}", "Delete a message.", .deletes,
            [.thread, .message], successor: "response-create with conversation-create"),
    ]
}

extension Field {
    static let thread = Field.string("thread_id", "Id of the thread.", .required)
    fileprivate static let message = Field.string("message_id", "Id of the message.", .required)
}
