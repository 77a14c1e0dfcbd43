extension Domain {
    /// Chat completions.
    public static let chat = Domain(
        "chat", title: "Chat",
        instructions: """
            Ask a model for the next message of a conversation. \
            The model remembers nothing between calls, so send the whole conversation each time. \
            Completions can be listed, read, changed and deleted later only if they were created with store.
            """,
        [
            .init(
                "chat-completion-create", .post, "/chat/completions", "Ask a model to answer a conversation.",
                .computes, as: .chat, chatFields, billable: true, slow: true, readOnly: false, idempotent: false),
            .init(
                "chat-completion-list", .get, "/chat/completions", "List stored chat completions.", .reads,
                [
                    .string("model", "Only those of this model."),
                    .map("metadata", "Only those with these pairs.", .nullable, of: .text),
                    .after, .limit, .order(default: "asc"),
                ]),
            .init(
                "chat-completion-get", .get, "/chat/completions/{completion_id}", "Read a stored chat completion.",
                .reads, [.completion]),
            .init(
                "chat-completion-modify", .post, "/chat/completions/{completion_id}",
                "Replace the metadata of a stored chat completion.", .updates,
                [.completion, .metadata([.required, .nullable])]),
            .init(
                "chat-completion-delete", .delete, "/chat/completions/{completion_id}",
                "Delete a stored chat completion.", .deletes, [.completion]),
            .init(
                "chat-completion-messages", .get, "/chat/completions/{completion_id}/messages",
                "List the messages that a stored chat completion answered.", .reads,
                [.completion, .after, .limit, .order(default: "asc")]),
        ])

    private static let chatFields: [Field] = [
        .array("messages", "The conversation so far, oldest first.", .required, of: .chatMessage, atLeast: 1),
        .model("Id of the model; the server has a default.", [.required, .filled]),
        .integer("max_completion_tokens", "Most tokens to spend, reasoning included.", .nullable),
        .number(
            "temperature", "Randomness; not for reasoning models.", .nullable, within: 0...2, default: 1),
        .reasoningEffort("reasoning_effort"),
        .string(
            "verbosity", "How long the answer is.", .nullable, oneOf: ["low", "medium", "high"], default: "medium"),
        Field("response_format", "Form of the answer, such as JSON by a schema.", .chatFormat),
        .array("tools", "Functions that the model may ask you to call.", of: .chatTool),
        .union("tool_choice", "Whether it must call a tool, or which one.", [.chatToolMode, .chatNamedTool]),
        .union(
            "stop", "Texts at which it stops.", .nullable, [.text, .array(.text, Bounds(1...4))]),
        .number(
            "top_p", "Share of likely tokens to draw from; not for reasoning models.", .nullable, within: 0...1,
            default: 1),
        .boolean("store", "Keep the completion so that it can be read later.", .nullable, default: false),
        .metadata(.nullable),
        Field("web_search_options", "Settings of the web search of search models.", .chatWebSearch, .unlisted),
        .integer("n", "How many answers to write.", [.nullable, .unlisted], within: 1...128, default: 1),
        .boolean(
            "parallel_tool_calls", "Whether several tools may be called at once.", .unlisted, default: true),
        .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted], default: false),
        .object(
            "stream_options", "Settings of the stream.", [.nullable, .unlisted],
            [
                .boolean("include_usage", "End with an event that counts tokens."),
                .boolean("include_obfuscation", "Pad events to equal length."),
            ]),
        .number(
            "frequency_penalty", "Avoid words by how often they occurred.", [.nullable, .unlisted], within: -2...2,
            default: 0),
        .number(
            "presence_penalty", "Avoid words that occurred at all.", [.nullable, .unlisted], within: -2...2,
            default: 0),
        .map("logit_bias", "Bias from -100 to 100 by token id.", [.nullable, .unlisted], of: .integer()),
        .boolean(
            "logprobs", "Return the log probability of each token.", [.nullable, .unlisted], default: false),
        .integer(
            "top_logprobs", "How many likely tokens to return at each place.", [.nullable, .unlisted],
            within: 0...20),
        .array(
            "modalities", "Kinds of output.", [.nullable, .unlisted], of: .oneOf("text", "audio")),
        Field("audio", "Voice and format of spoken output.", .chatAudio, [.nullable, .unlisted]),
        .object(
            "prediction", "Text that the answer will mostly repeat.", [.nullable, .unlisted],
            [
                .string("type", "Always content.", .required, oneOf: ["content"]),
                .union("content", "The text.", .required, [.text, .array(.chatPart, Bounds(1))]),
            ]),
        Field("moderation", "Moderation of input and output.", .inlineModeration, [.nullable, .unlisted]),
        .serviceTier(["auto", "default", "flex", "scale", "priority", "fast"], default: "auto"),
        .string(
            "safety_identifier", "Stable hashed id of your end user.", [.nullable, .unlisted], length: 0...64),
        .string(
            "prompt_cache_key", "Groups requests that share a beginning.", [.nullable, .unlisted]),
        Field("prompt_cache_options", "Settings of the prompt cache.", .promptCache, .unlisted),
        .string(
            "prompt_cache_retention", "How long the prompt stays cached.", [.nullable, .deprecated],
            oneOf: ["in_memory", "24h"]),
        .string("user", "Replaced by safety_identifier and prompt_cache_key.", .deprecated),
        .integer("max_tokens", "Replaced by max_completion_tokens.", [.nullable, .deprecated]),
        .integer("seed", "Asks for repeatable sampling.", [.nullable, .deprecated]),
        .union(
            "function_call", "Replaced by tool_choice.", .deprecated,
            [.oneOf("none", "auto"), .object([.string("name", "Name of the function.", .required)])]),
        .array(
            "functions", "Replaced by tools.", .deprecated, of: .object(Shape.functionMembers), count: 1...128),
    ]
}

extension Field {
    fileprivate static let completion = Field.string("completion_id", "Id of the completion.", .required)
}
