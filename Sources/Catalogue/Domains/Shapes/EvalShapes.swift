// Like the chat shapes: one object with the members of all kinds.

extension Shape {
    /// What the items of an eval look like.
    static let evalDataConfig = Shape.object([
        .string("type", "Where items come from.", .required, oneOf: ["custom", "logs", "stored_completions"]),
        .map("item_schema", "JSON schema of an item, for custom.", of: .json),
        .boolean("include_sample_schema", "Whether a model's answer is added, for custom.", default: false),
        .map("metadata", "Only logs with these pairs.", of: .json),
    ])

    /// What a run of an eval works on.
    static let evalData = Shape.object([
        .string(
            "type", "Given answers, or a model asked anew.", .required, oneOf: ["jsonl", "completions", "responses"]),
        Field("source", "Where items come from.", evalSource, .required),
        .object(
            "input_messages", "What the model is asked.",
            [
                .string("type", "Which member is filled.", .required, oneOf: ["template", "item_reference"]),
                .array("template", "Messages with {{item.name}} placeholders.", of: .evalMessage),
                .string("item_reference", "Member of the item that has the messages."),
            ]),
        .string("model", "Model that is asked."),
        .object(
            "sampling_params", "Settings of the model.",
            [
                .reasoningEffort("reasoning_effort"),
                .integer("max_completion_tokens", "Most tokens to write."),
                .number("temperature", "Randomness.", default: 1),
                .number("top_p", "Share of likely tokens to draw from.", .unlisted, default: 1),
                .integer("seed", "Asks for repeatable sampling.", .unlisted, default: 42),
                Field("response_format", "Form of the answer, for completions.", .chatFormat, .unlisted),
                .map("text", "Form of the answer, for responses.", .unlisted, of: .json),
                .array("tools", "Tools that it may use.", .unlisted, of: .map(.json)),
            ]),
    ])

    private static let evalSource = Shape.object([
        .string(
            "type", "Kind of source.", .required,
            oneOf: ["file_content", "file_id", "stored_completions", "responses"]),
        .array(
            "content", "The items, for file_content.",
            of: .object([
                .map("item", "The item.", .required, of: .json),
                .map("sample", "The answer to it, if there is one.", of: .json),
            ])),
        .string("id", "Id of a JSONL file, for file_id."),
        .map("metadata", "Only what has these pairs.", .nullable, of: .json),
        .string("model", "Only what this model wrote.", .nullable),
        Field("created_after", "Unix time.", .integer(), .nullable),
        Field("created_before", "Unix time.", .integer(), .nullable),
        Field("limit", "Most items.", .integer(), .nullable),
        .string("instructions_search", "Only with these words in the instructions.", [.nullable, .unlisted]),
        .string(
            "reasoning_effort", "Only of this effort.", [.nullable, .unlisted],
            oneOf: ["none", "minimal", "low", "medium", "high", "xhigh", "max"]),
        .number("temperature", "Only of this temperature.", [.nullable, .unlisted]),
        .number("top_p", "Only of this top_p.", [.nullable, .unlisted]),
        .array("users", "Only of these users.", [.nullable, .unlisted], of: .text),
        .array("tools", "Only with these tools.", [.nullable, .unlisted], of: .text),
    ])
}
