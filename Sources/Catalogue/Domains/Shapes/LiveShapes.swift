// What a live session is set up with. Accepting a call, starting a session and forking one differ in a few members.

extension Shape {
    /// A session that is started.
    static let liveSession = Shape.object(liveMembers + [.liveClient])

    /// A session that answers a call.
    static let acceptedLiveSession = Shape.object(
        [.string("type", "Always live.", .required, oneOf: ["live"])] + liveMembers)

    /// What differs in a fork.
    static let forkedLiveSession = Shape.object([
        .object(
            "delegation", "Who thinks and acts for the session.",
            [
                .string("type", "Always responses.", .required, oneOf: ["responses"]),
                Field("responses", "Settings of the model that is asked.", .liveResponses(model: [])),
                .acknowledgementDelay,
            ]),
        .boolean("store", "Keep a recording."),
        .liveClient,
    ])

    /// Connection of a browser.
    static let webRTC = Shape.object([
        .string("type", "Always webrtc.", .required, oneOf: ["webrtc"]),
        .string("sdp", "SDP offer of the browser.", .required),
    ])

    private static let liveMembers: [Field] = [
        .string("model", "Id of the live model, such as gpt-live-1.", .required, open: true),
        .string("instructions", "System message.", .nullable),
        .object(
            "audio", "Sound.",
            [
                .object(
                    "output", "What is spoken.",
                    [
                        .union(
                            "voice", "Voice such as marin or cedar, or a custom one.",
                            [.string(open: true), .object([.string("id", "Id of a custom voice.", .required)])])
                    ])
            ]),
        .object(
            "delegation", "Who thinks and acts for the session.", .nullable,
            [
                .string(
                    "type", "You, the Responses API, or decisions.", .required,
                    oneOf: ["client", "responses", "decisions"]),
                Field("responses", "Model that is asked, for responses.", .liveResponses(model: .required)),
                .object(
                    "decisions", "What is asked, for decisions.",
                    [
                        .string("model", "Id of the model.", .required),
                        .array("questions", "Questions, as for decision-create.", .required, of: .map(.json)),
                    ]),
                .acknowledgementDelay,
            ]),
        .array("input", "What was said before.", of: .liveMessage),
        .boolean("store", "Keep a recording."),
        .array(
            "triggers", "Questions asked while people speak.", .unlisted,
            of: .object([
                .string("type", "Always decisions.", .required, oneOf: ["decisions"]),
                .string(
                    "event_type", "What sets it off.", .required,
                    oneOf: ["session.input_transcript.delta", "session.output_transcript.delta"]),
                .object(
                    "decisions", "What is asked.", .required,
                    [.array("questions", "Questions, as for decision-create.", .required, of: .map(.json))]),
            ])),
        .string("safety_identifier", "Stable hashed id of your end user.", [.nullable, .unlisted]),
    ]

    private static let liveMessage = Shape.object([
        .string("role", "Who spoke.", .required, oneOf: ["developer", "user", "assistant"]),
        .array(
            "content", "Text.", .required,
            of: .object([
                .string("text", "The text.", .required),
                .string("type", "Kind of text.", .unlisted, oneOf: ["input_text", "text", "output_text"]),
            ])),
        .string("id", "Id of the message.", [.nullable, .unlisted]),
        .string("status", "How far it is.", [.nullable, .unlisted], oneOf: ["incomplete", "completed"]),
        .string("type", "Always message.", .unlisted, oneOf: ["message"]),
    ])

    private static func liveResponses(model: Field.Traits) -> Shape {
        .object([
            .string("model", "Id of the model.", model),
            .string("instructions", "System message for it.", .nullable),
            .array("tools", "Tools, as for response-create.", of: .map(.json)),
            .union("tool_choice", "Which tool it must use.", .unlisted, [.chatToolMode, .map(.json)]),
            .object(
                "reasoning", "How it thinks.", [.nullable, .unlisted],
                [
                    .string(
                        "effort", "How hard it thinks.", .nullable,
                        oneOf: ["none", "minimal", "low", "medium", "high", "xhigh"]),
                    .string("summary", "Summary of the thinking.", .nullable, oneOf: ["concise", "detailed", "auto"]),
                ]),
            .object(
                "text", "Length of its answers.", [.nullable, .unlisted],
                [.string("verbosity", "How long they are.", .nullable, oneOf: ["low", "medium", "high"])]),
            .integer("max_output_tokens", "Most tokens to spend.", [.nullable, .unlisted]),
            .boolean("parallel_tool_calls", "Whether several tools may be called at once.", [.nullable, .unlisted]),
            .serviceTier(["auto", "default", "fast_tier_temp_pilot", "flex", "priority", "ultrafast"]),
        ])
    }
}

extension Field {
    fileprivate static let acknowledgementDelay = Field.integer(
        "acknowledgement_delay_ms", "Silence after which the session says that it is at work.", .unlisted)

    fileprivate static let liveClient = Field.object(
        "client", "What the browser may send and see.", .unlisted,
        [
            .object(
                "data_channel", "Events of the data channel.", .required,
                [
                    .union("allowed_client_events", "Events it may send.", [.oneOf("all"), .array(.text)]),
                    .union(
                        "allowed_server_events", "Events it sees.",
                        [
                            .oneOf("all"),
                            .array(
                                .object([
                                    .string("type", "Kind of event.", .required),
                                    .string("response_event", "Kind of inner event."),
                                ])),
                        ]),
                ])
        ])
}
