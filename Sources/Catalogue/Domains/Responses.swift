extension Domain {
    /// The Responses API.
    public static let responses = Domain(
        "responses", title: "Responses",
        instructions: """
            Ask a model for a response, with built-in tools such as web search, file search and code. \
            Continue a conversation by previous_response_id instead of sending it again. \
            With background the call returns at once and response-get tells how far it is. \
            For many small questions about one input, decision-create gives answers with probabilities.
            """,
        [
            .init(
                "response-create", .post, "/responses", "Ask a model for a response, with built-in tools if wanted.",
                .computes, as: .response, responseFields, billable: true, slow: true, readOnly: false,
                idempotent: false),
            .init(
                "response-get", .get, "/responses/{response_id}", "Read a response or how far it is.", .reads,
                as: .response,
                [
                    .response, .include(.unlisted),
                    .boolean("stream", "Answer as a stream of events.", .unlisted),
                    .integer("starting_after", "Number of the event after which to stream.", .unlisted),
                    .boolean("include_obfuscation", "Pad events to equal length.", .unlisted),
                    .responsesBeta,
                ]),
            .init(
                "response-delete", .delete, "/responses/{response_id}", "Delete a stored response.", .deletes,
                [.response, .responsesBeta]),
            .init(
                "response-cancel", .post, "/responses/{response_id}/cancel", "Stop a background response.", .stops,
                [.response, .responsesBeta]),
            .init(
                "response-input-items", .get, "/responses/{response_id}/input_items",
                "List what a response was given as input.", .reads,
                [.response, .after, .limit, .order(), .include(.unlisted), .responsesBeta]),
            .init(
                "response-input-tokens", .post, "/responses/input_tokens",
                "Count the input tokens of a response before paying for it.", .computes, countFields),
            .init(
                "response-compact", .post, "/responses/compact",
                "Shorten a long conversation into items that go on as input.", .computes, compactFields,
                billable: true, slow: true, readOnly: false, idempotent: false),
            .decisionCreate,
        ])

    private static let responseFields: [Field] = [
        .union("input", "A text, or items such as messages.", [.text, .array(.inputItem)]),
        .model("Id of the model; the server has a default.", .filled),
        .string("instructions", "System message.", .nullable),
        .string("previous_response_id", "Response whose conversation goes on.", .nullable),
        .array("tools", "Tools that the model may use.", of: .responseTool),
        .union("tool_choice", "Whether it must call a tool, or which one.", [.chatToolMode, .responseNamedTool]),
        Field("text", "Form and length of the answer.", .responseText),
        Field("reasoning", "How a reasoning model thinks.", .reasoning, .nullable),
        .integer("max_output_tokens", "Most tokens to spend, reasoning included.", .nullable, atLeast: 16),
        .boolean("background", "Return at once and go on working.", .nullable, default: false),
        .number("temperature", "Randomness; not for reasoning models.", .nullable, within: 0...2, default: 1),
        .boolean("store", "Keep the response so that it can be read later.", .nullable, default: true),
        .include([.nullable]),
        .union("conversation", "Conversation to read from and add to.", .nullable, [.text, .conversation]),
        .metadata(.nullable),
        .number(
            "top_p", "Share of likely tokens to draw from.", [.nullable, .unlisted], within: 0...1, default: 1),
        .integer("max_tool_calls", "Most calls of built-in tools.", [.nullable, .unlisted]),
        .boolean(
            "parallel_tool_calls", "Whether several tools may be called at once.", [.nullable, .unlisted],
            default: true),
        .object(
            "prompt", "Stored prompt to fill in.", [.nullable, .unlisted],
            [
                .string("id", "Its id.", .required),
                .string("version", "Its version.", .nullable),
                .map("variables", "Values to fill in.", .nullable, of: .json),
            ]),
        .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted], default: false),
        .object(
            "stream_options", "Settings of the stream.", [.nullable, .unlisted],
            [.boolean("include_obfuscation", "Pad events to equal length.")]),
        .integer(
            "top_logprobs", "How many likely tokens to return at each place.", .unlisted, within: 0...20),
        .array(
            "context_management", "When to compact the context.", [.nullable, .unlisted],
            of: .object([
                .string("type", "Always compaction.", .required),
                .integer("compact_threshold", "Tokens from which to compact.", .nullable, atLeast: 1000),
            ]), atLeast: 1),
        Field("moderation", "Moderation of input and output.", .inlineModeration, [.nullable, .unlisted]),
        .serviceTier(["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"], default: "auto"),
        .string(
            "safety_identifier", "Stable hashed id of your end user.", [.nullable, .unlisted], length: 0...64),
        .string("prompt_cache_key", "Groups requests that share a beginning.", [.nullable, .unlisted]),
        Field("prompt_cache_options", "Settings of the prompt cache.", .promptCache, .unlisted),
        .object(
            "access_programs", "Program under which the model may be used.", .unlisted,
            [.string("cyber", "Cyber program.", oneOf: ["standard", "daybreak_blue", "daybreak_red"])]),
        .imageInput,
        .object(
            "multi_agent", "Lets the model start subagents; needs openai-beta.", [.nullable, .unlisted],
            [
                .boolean("enabled", "Whether it may.", .required),
                .integer("max_concurrent_subagents", "How many at once."),
            ]),
        .responsesBeta,
        .string(
            "prompt_cache_retention", "How long the prompt stays cached.", [.nullable, .deprecated],
            oneOf: ["in_memory", "24h"]),
        .string(
            "truncation", "What happens when the context is full.", [.nullable, .deprecated],
            oneOf: ["auto", "disabled"], default: "disabled"),
        .string("user", "Replaced by safety_identifier and prompt_cache_key.", .deprecated),
    ]

    private static let countFields: [Field] = [
        .longInput("Text or items to count."),
        .string("model", "Model that would answer.", [.nullable, .filled]),
        .string("instructions", "System message.", .nullable),
        .string("previous_response_id", "Response whose conversation goes on.", .nullable),
        .array("tools", "Tools, as for response-create.", .nullable, of: .map(.json)),
        .union("tool_choice", "Tool choice.", [.nullable, .unlisted], [.chatToolMode, .responseNamedTool]),
        Field("text", "Form of the answer.", .responseText, [.nullable, .unlisted]),
        Field("reasoning", "How a reasoning model thinks.", .reasoning, [.nullable, .unlisted]),
        .union("conversation", "Conversation to count too.", [.nullable, .unlisted], [.text, .conversation]),
        .boolean("parallel_tool_calls", "Whether several tools may be called at once.", [.nullable, .unlisted]),
        .string("personality", "Manner of the model.", .unlisted, oneOf: ["friendly", "pragmatic"], open: true),
        .responsesBeta,
        .string(
            "truncation", "What happens when the context is full.", .deprecated, oneOf: ["auto", "disabled"]),
    ]

    private static let compactFields: [Field] = [
        .longInput("Conversation to shorten."),
        .model("Model that does it.", [.required, .nullable, .filled]),
        .string("previous_response_id", "Response whose conversation is shortened.", .nullable),
        .string("instructions", "System message.", .nullable),
        .string(
            "prompt_cache_key", "Groups requests that share a beginning.", [.nullable, .unlisted], length: 0...64),
        Field("prompt_cache_options", "Settings of the prompt cache.", .promptCache, [.nullable, .unlisted]),
        .string(
            "prompt_cache_retention", "How long the prompt stays cached.", [.nullable, .unlisted],
            oneOf: ["in_memory", "24h"]),
        .serviceTier(["auto", "default", "fast", "flex", "priority"]),
        .imageInput, .responsesBeta,
    ]
}

extension Field {
    fileprivate static let response = Field.string("response_id", "Id of the response.", .required)

    /// Parts of responses and items that are left out unless asked for.
    static func include(_ traits: Traits) -> Field {
        .array(
            "include", "Extra output.", traits,
            of: .oneOf(
                "web_search_call.results", "web_search_call.action.sources", "file_search_call.results",
                "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.input_image.image_url",
                "computer_call_output.output.image_url", "message.output_text.logprobs"))
    }

    /// Input with the length that the API states for counting and compacting only. Its items are left open here:
    /// they are those of `response-create`, and a second copy would cost a model 400 tokens.
    fileprivate static func longInput(_ summary: String) -> Field {
        .union(
            "input", summary, .nullable, [.string(length: Bounds(nil, 10_485_760)), .array(.map(.json))])
    }

    fileprivate static let imageInput = Field.object(
        "image", "How images in the context are kept.", .unlisted,
        [.string("context_compression", "Whether to compress them.", oneOf: ["auto", "enabled", "disabled"])])
}
