// Graders of fine-tuning and of evals: one object with the members of all kinds.

extension Shape {
    /// A grader of fine-tuning; several can be combined.
    static let grader = Shape.object(
        graderMembers(["string_check", "text_similarity", "python", "score_model", "multi"], of: .graderMessage()) + [
            .union(
                "graders", "Graders that multi combines.", [.map(.json), .array(.map(.json))]),
            .string("calculate_output", "Formula over the graders of multi."),
        ])

    /// A criterion of an eval.
    static let evalGrader = Shape.object(
        graderMembers(["label_model", "string_check", "text_similarity", "python", "score_model"], of: .evalMessage) + [
            .array("labels", "Labels that label_model gives.", of: .text),
            .array("passing_labels", "Labels that pass.", of: .text),
            .number("pass_threshold", "Least score that passes."),
        ])

    private static func graderMembers(_ kinds: [String], of message: Shape) -> [Field] {
        [
            .string("type", "Kind of grader.", .required, oneOf: kinds),
            .string("name", "Its name.", .required),
            .union(
                "input", "Text to grade, such as {{sample.output_text}}; messages for a model.",
                [.text, .array(message)]),
            .string("reference", "Text to compare with, such as {{item.answer}}."),
            .string("operation", "Comparison of string_check.", oneOf: ["eq", "ne", "like", "ilike"]),
            .string(
                "evaluation_metric", "Measure of text_similarity.",
                oneOf: [
                    "cosine", "fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_3", "rouge_4",
                    "rouge_5", "rouge_l",
                ]),
            .string("source", "Code of python."),
            .string("model", "Model that grades."),
            .array("range", "Lowest and highest score.", of: .number()),
            .object(
                "sampling_params", "Settings of the model.", .unlisted,
                [
                    .reasoningEffort("reasoning_effort"),
                    .number("temperature", "Randomness.", .nullable),
                    .number("top_p", "Share of likely tokens to draw from.", .nullable),
                    .integer("seed", "Asks for repeatable sampling.", .nullable),
                    Field(
                        "max_completions_tokens", "Most tokens to write.", .integer(Bounds(1)), .nullable),
                ]),
            .string("image_tag", "Image that python runs in.", .unlisted),
        ]
    }

    /// A message with placeholders; in an eval its speaker may have any name.
    static let evalMessage = graderMessage(isOpen: true)

    private static func graderMessage(isOpen: Bool = false) -> Shape {
        .object([
            .string(
                "role", "Who speaks.", .required, oneOf: ["user", "assistant", "system", "developer"], open: isOpen),
            .union(
                "content", "Text with placeholders, or parts.", .required,
                [.text, .map(.json), .array(.union([.text, .map(.json)]))]),
            .string("type", "Always message.", .unlisted, oneOf: ["message"]),
        ])
    }
}
