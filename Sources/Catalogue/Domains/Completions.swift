extension Domain {
    /// Completions of plain text, as they were before chat.
    public static let completions = Domain(
        "completions", title: "Completions",
        instructions: """
            Continue a text with a base model. OpenAI ended its last models for this on 2026-09-28, \
            so use it with compatible servers; everything else is better asked as chat.
            """,
        [
            .init(
                "completion-create", .post, "/completions", "Let a base model continue a text.", .computes, as: .chat,
                completionFields, billable: true, slow: true, readOnly: false, idempotent: false)
        ])

    private static let completionFields: [Field] = [
        .model("Id of a model of a compatible server; OpenAI has none left.", .required),
        Field(
            "prompt", "The text to continue, several of them, or token ids.",
            .union([
                .text, .array(.text), .array(.integer(), Bounds(1)), .array(.array(.integer(), Bounds(1)), Bounds(1)),
            ]), [.required, .nullable], default: "<|endoftext|>"),
        .integer("max_tokens", "Most tokens to write.", .nullable, atLeast: 0, default: 16),
        .string("suffix", "Text that comes after what is written.", .nullable),
        .union("stop", "Texts at which it stops.", .nullable, [.text, .array(.text, Bounds(1...4))]),
        .number("temperature", "Randomness.", .nullable, within: 0...2, default: 1),
        .number("top_p", "Share of likely tokens to draw from.", .nullable, within: 0...1, default: 1),
        .integer("n", "How many completions for each prompt.", .nullable, within: 1...128, default: 1),
        .integer("logprobs", "How many likely tokens to return at each place.", .nullable, within: 0...5),
        .boolean("echo", "Return the prompt too.", .nullable, default: false),
        .integer(
            "best_of", "How many to write, of which the best are returned.", [.nullable, .unlisted], within: 0...20,
            default: 1),
        .number(
            "frequency_penalty", "Avoid words by how often they occurred.", [.nullable, .unlisted], within: -2...2,
            default: 0),
        .number(
            "presence_penalty", "Avoid words that occurred at all.", [.nullable, .unlisted], within: -2...2,
            default: 0),
        .map("logit_bias", "Bias from -100 to 100 by token id.", [.nullable, .unlisted], of: .integer()),
        .integer("seed", "Asks for repeatable sampling.", [.nullable, .unlisted]),
        .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted], default: false),
        .object(
            "stream_options", "Settings of the stream.", [.nullable, .unlisted],
            [
                .boolean("include_usage", "End with an event that counts tokens."),
                .boolean("include_obfuscation", "Pad events to equal length."),
            ]),
        .string("user", "Stable id of your end user.", .unlisted),
    ]
}
