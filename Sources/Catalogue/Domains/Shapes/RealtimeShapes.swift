// What a realtime session is set up with, at the root of a call's body or under `session`.

extension Field {
    /// Settings of a spoken session.
    static let realtimeSettings: [Field] = [
        .string("model", "Id of the realtime model.", open: true),
        .string("instructions", "System message."),
        Field(
            "output_modalities", "Form of answers.", .array(.oneOf("text", "audio")), default: ["audio"]),
        .object(
            "audio", "Sound in both directions.",
            [
                .object("input", "What is heard.", Field.realtimeInput),
                .object(
                    "output", "What is spoken.",
                    [
                        .realtimeVoice,
                        .number("speed", "Speed of speech.", within: 0.25...1.5),
                        Field("format", "Encoding.", .realtimeFormat, .unlisted),
                    ]),
            ]),
        .array("tools", "Tools that the model may use.", of: .realtimeTool),
        Field(
            "tool_choice", "Whether it must call a tool, or which one.",
            .union([
                .oneOf("none", "auto", "required"),
                .object([
                    .string("type", "Kind of tool.", .required, oneOf: ["function", "mcp"]),
                    .string("name", "Its name.", .nullable),
                    .string("server_label", "Its MCP server."),
                ]),
            ]), .unlisted, default: "auto"),
        .boolean("parallel_tool_calls", "Whether several tools may be called at once.", .unlisted),
        .object(
            "reasoning", "How a reasoning model thinks.",
            [.string("effort", "How hard it thinks.", oneOf: ["minimal", "low", "medium", "high", "xhigh"])]),
        .union("max_output_tokens", "Most tokens of one answer.", [.integer(), .oneOf("inf")]),
        .realtimeTruncation,
        .union(
            "tracing", "Traces kept of the session.", [.nullable, .unlisted], [.oneOf("auto"), .traceLabels]),
        .realtimePrompt, .realtimeInclude,
    ]

    /// What is heard.
    static let realtimeInput: [Field] = [
        Field("turn_detection", "When a turn of the speaker ends.", .turnDetection, .nullable),
        Field("transcription", "Transcript of what is heard.", .realtimeTranscription),
        .object(
            "noise_reduction", "Noise to take out.",
            [.string("type", "Kind of microphone.", oneOf: ["near_field", "far_field"])]),
        Field("format", "Encoding.", .realtimeFormat, .unlisted),
    ]

    static let realtimeVoice = Field.union(
        "voice", "Voice such as marin or cedar, or a custom one.",
        [
            .string(
                values: [
                    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar",
                ], open: true), .object([.string("id", "Id of a custom voice.", .required)]),
        ])

    static let realtimeTruncation = Field.union(
        "truncation", "What happens when the context is full.", .unlisted,
        [
            .oneOf("auto", "disabled"),
            .object([
                .string("type", "Always retention_ratio.", .required, oneOf: ["retention_ratio"]),
                .number("retention_ratio", "Share that is kept.", .required, within: 0...1),
                .object(
                    "token_limits", "Bounds in tokens.",
                    [.integer("post_instructions", "Most tokens after the instructions.", atLeast: 0)]),
            ]),
        ])

    static let realtimePrompt = Field.object(
        "prompt", "Stored prompt to fill in.", [.nullable, .unlisted],
        [
            .string("id", "Its id.", .required),
            .string("version", "Its version.", .nullable),
            .map("variables", "Values to fill in.", .nullable, of: .json),
        ])

    static let realtimeInclude = Field.array(
        "include", "Extra output.", .unlisted, of: .oneOf("item.input_audio_transcription.logprobs"))
}

extension Shape {
    static let traceLabels = Shape.object([
        .string("workflow_name", "Name of the workflow."),
        .string("group_id", "Group of traces."),
        .map("metadata", "Anything to keep with them.", of: .json),
    ])

    /// Transcription of what is heard.
    static let realtimeTranscription = Shape.object([
        .string("model", "Transcription model.", open: true),
        .string("language", "Two-letter code."),
        .array("languages", "Codes of the languages to expect.", .unlisted, of: .text, atLeast: 1),
        .array("keywords", "Words to expect.", .unlisted, of: .text),
        .string("prompt", "What it is about."),
        .string(
            "delay", "Accuracy gained by waiting.", .unlisted,
            oneOf: ["minimal", "low", "medium", "high", "xhigh"]),
    ])

    fileprivate static let realtimeFormat = Shape.object([
        .string("type", "Encoding.", oneOf: ["audio/pcm", "audio/pcmu", "audio/pcma"]),
        .integer("rate", "Samples a second, for audio/pcm."),
    ])

    fileprivate static let turnDetection = Shape.object([
        .string("type", "By silence, or by sense.", .required, oneOf: ["server_vad", "semantic_vad"]),
        .string("eagerness", "Haste of semantic_vad.", oneOf: ["low", "medium", "high", "auto"]),
        .number("threshold", "Loudness for server_vad."),
        .integer("silence_duration_ms", "Silence that ends a turn, for server_vad."),
        .integer("prefix_padding_ms", "Sound kept from before a turn, for server_vad.", .unlisted),
        .integer(
            "idle_timeout_ms", "Silence after which the model speaks.", [.nullable, .unlisted], within: 5000...30000),
        .boolean("create_response", "Answer at the end of a turn.", .unlisted),
        .boolean("interrupt_response", "Stop speaking when interrupted.", .unlisted),
    ])

    /// A function, or the tools of an MCP server.
    fileprivate static let realtimeTool = Shape.object([
        .string("type", "Kind of tool.", oneOf: ["function", "mcp"]),
        .string("name", "Name of a function."),
        .string("description", "What the function does."),
        .map("parameters", "JSON schema of its arguments.", of: .json),
        .string("server_label", "Name of an MCP server."),
        .string("server_url", "Address of the MCP server."),
        .string("authorization", "Token for the MCP server.", .unlisted),
        .map("headers", "Headers for the MCP server.", [.nullable, .unlisted], of: .text),
        .string("server_description", "What the MCP server is for.", .unlisted),
        .string(
            "connector_id", "Connector instead of an MCP server.", .unlisted,
            oneOf: [
                "connector_dropbox", "connector_gmail", "connector_googlecalendar", "connector_googledrive",
                "connector_microsoftteams", "connector_outlookcalendar", "connector_outlookemail",
                "connector_sharepoint",
            ]),
        .string("tunnel_id", "Tunnel to a private MCP server.", .unlisted),
        .union(
            "allowed_tools", "MCP tools that may be called.", [.nullable, .unlisted], [.array(.text), .toolFilter]),
        .array(
            "allowed_callers", "Who may call them.", [.nullable, .unlisted], of: .oneOf("direct", "programmatic"),
            atLeast: 1),
        .union(
            "require_approval", "Calls to approve.", [.nullable, .unlisted],
            [
                .oneOf("always", "never"),
                .object([
                    Field("always", "Tools to approve.", .toolFilter),
                    Field("never", "Tools not to approve.", .toolFilter),
                ]),
            ]),
        .boolean("defer_loading", "Found by search only.", .unlisted),
    ])

    private static let toolFilter = Shape.object([
        .array("tool_names", "Names of tools.", of: .text),
        .boolean("read_only", "Tools that only read."),
    ])
}
