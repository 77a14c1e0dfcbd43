extension Endpoint {
    /// Decisions; a part of the responses server.
    static let decisionCreate = Endpoint(
        "decision-create", .post, "/decisions",
        "Answer yes-or-no, choice and rating questions about an input, with probabilities.", .computes,
        [
            .union("input", "Text, or messages, to decide about.", .required, [.text, .array(.decisionItem)]),
            .string("model", "Id of the model, such as gpt-6-luna.", .required),
            .array("questions", "The questions.", .required, of: .decisionQuestion, count: 1...400),
            .string("prompt_cache_key", "Groups requests that share a beginning.", [.nullable, .unlisted]),
            .object(
                "prompt_cache_options", "Settings of the prompt cache.", [.nullable, .unlisted],
                [
                    .string("mode", "Who decides what is cached.", .nullable, oneOf: ["implicit", "explicit"]),
                    .string("ttl", "How long it is kept.", oneOf: ["30m"]),
                ]),
            .string("safety_identifier", "Stable hashed id of your end user.", [.nullable, .unlisted]),
        ], billable: true)
}
