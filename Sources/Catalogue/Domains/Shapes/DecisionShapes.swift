// Questions with a probability as their answer; the decisions endpoint and live sessions ask them.

extension Shape {
    /// One question: the members of all kinds in one object.
    static let decisionQuestion = Shape.object([
        .string(
            "type", "Yes or no, one of some choices, or a level.", .required, oneOf: ["predicate", "choice", "score"]),
        .union("instructions", "The question as text, or parts.", .required, [.text, .array(.decisionPart)]),
        .string("name", "Name that the answer carries."),
        .array(
            "choices", "What to choose from, for choice.",
            of: .object([
                .union("value", "The choice.", .required, [.text, .boolean]),
                .string("description", "What it means."),
            ])),
        .array(
            "levels", "Levels from low to high, for score.",
            of: .object([
                .string("label", "The level.", .required), .string("description", "What it means."),
            ])),
    ])

    /// What is decided about: a message, or a call with its output.
    static let decisionItem = Shape.object([
        .string("role", "Who speaks.", oneOf: ["user", "developer", "system", "assistant"]),
        .union("content", "Text, or parts.", [.text, .array(.decisionPart)]),
        .string(
            "type", "Kind of item.",
            oneOf: ["message", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output"]),
        .string("call_id", "Call that is made or answered.", .unlisted),
        .string("name", "Tool that is called.", .unlisted),
        .string("arguments", "Arguments as JSON text.", .unlisted),
        .string("input", "Input of a custom tool.", .unlisted),
        .union("output", "Output of the call.", .unlisted, [.text, .array(.decisionPart)]),
        .string("id", "Id of the item.", [.nullable, .unlisted]),
        .string("namespace", "Namespace of the tool.", [.nullable, .unlisted]),
        .string("phase", "Stage of an answer.", [.nullable, .unlisted], oneOf: ["commentary", "final_answer"]),
        .string(
            "status", "How far it is.", [.nullable, .unlisted], oneOf: ["in_progress", "completed", "incomplete"]),
    ])

    private static let decisionPart = Shape.object([
        .string(
            "type", "Kind of part.", .required,
            oneOf: ["input_text", "input_image", "input_json", "output_text", "refusal"]),
        .string("text", "Text."),
        .string("image_url", "Web address or data URI."),
        .string("detail", "Resolution.", [.nullable, .unlisted], oneOf: ["low", "high", "auto", "original"]),
        .union("data", "An object or a list of them.", [.map(.json), .array(.map(.json))]),
        .string("refusal", "Refusal of the assistant.", .unlisted),
        .object(
            "prompt_cache_breakpoint", "Caches the prompt up to here.", [.nullable, .unlisted],
            [.string("mode", "Always explicit.", .required, oneOf: ["explicit"])]),
    ])
}
