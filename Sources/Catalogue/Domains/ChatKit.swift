extension Domain {
    /// Chats that a web page shows and a workflow answers.
    public static let chatkit = Domain(
        "chatkit", title: "ChatKit",
        instructions: """
            Sessions with which a web page shows a chat that a stored workflow answers, \
            and the threads that came of them.
            """,
        [
            .init(
                "chatkit-session-create", .post, "/chatkit/sessions",
                "Make a short-lived key with which a web page opens a chat.", .creates,
                [
                    .object(
                        "workflow", "Workflow that answers.", .required,
                        [
                            .string("id", "Its id.", .required),
                            .string("version", "Its version."),
                            .map(
                                "state_variables", "Values that it starts with.",
                                of: .union([
                                    .string(length: Bounds(nil, 10_485_760)), .integer(), .boolean, .number(),
                                ])),
                            .object("tracing", "Traces kept of it.", [.boolean("enabled", "Whether to keep them.")]),
                        ]),
                    Field("user", "Stable id of your end user.", .string(length: Bounds(1, nil)), .required),
                    .object(
                        "expires_after", "When the key ends.",
                        [
                            .string("anchor", "Always created_at.", .required, oneOf: ["created_at"]),
                            .integer("seconds", "Seconds from then.", .required, within: 1...600),
                        ]),
                    .object(
                        "rate_limits", "Bounds for the user.",
                        [.integer("max_requests_per_1_minute", "Most requests a minute.", atLeast: 1)]),
                    .object("chatkit_configuration", "What the chat offers.", configuration),
                ], beta: beta),
            .init(
                "chatkit-session-cancel", .post, "/chatkit/sessions/{session_id}/cancel", "Make a key useless.",
                .stops, [.string("session_id", "Id of the session.", .required)], beta: beta),
            .init(
                "chatkit-thread-list", .get, "/chatkit/threads", "List threads of chats.", .reads,
                [.string("user", "Only threads of this end user.", length: 1...512)] + page, beta: beta),
            .init(
                "chatkit-thread-get", .get, "/chatkit/threads/{thread_id}", "Show a thread.", .reads, [.thread],
                beta: beta),
            .init(
                "chatkit-thread-delete", .delete, "/chatkit/threads/{thread_id}", "Delete a thread.", .deletes,
                [.thread], beta: beta),
            .init(
                "chatkit-thread-item-list", .get, "/chatkit/threads/{thread_id}/items",
                "List what was said in a thread.", .reads, [.thread] + page, beta: beta),
        ])

    private static let beta = "chatkit_beta=v1"

    private static let page: [Field] = [
        .limitToHundred, .order(), .after, .string("before", "Id of the first item of the page after."),
    ]

    private static let configuration: [Field] = [
        .object(
            "automatic_thread_titling", "Titles made for threads.",
            [.boolean("enabled", "Whether they are made.")]),
        .object(
            "file_upload", "Files that users give.",
            [
                .boolean("enabled", "Whether they may."),
                .integer("max_file_size", "Largest file in megabytes.", within: 1...512),
                .integer("max_files", "Most files.", atLeast: 1),
            ]),
        .object(
            "history", "Earlier threads.",
            [
                .boolean("enabled", "Whether they are shown."),
                .integer("recent_threads", "How many.", atLeast: 1),
            ]),
    ]
}
