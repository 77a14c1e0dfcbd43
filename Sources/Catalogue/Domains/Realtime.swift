extension Domain {
    /// Spoken sessions of the Realtime API: what is asked for before and beside the connection itself.
    public static let realtime = Domain(
        "realtime", title: "Realtime",
        instructions: """
            Set up spoken sessions with a model. Give a browser a key with realtime-client-secret-create, \
            connect it with realtime-call-create, and answer, forward or end phone calls. \
            The sound itself goes over WebRTC, SIP or a WebSocket, not through these tools.
            """,
        [
            .init(
                "realtime-client-secret-create", .post, "/realtime/client_secrets",
                "Make a short-lived key with which a browser opens a session.", .creates,
                [
                    Field(
                        "session", "What the session is set up with.",
                        .object(
                            [
                                .string(
                                    "type", "Talk, or only transcribe.", .required,
                                    oneOf: ["realtime", "transcription"])
                            ] + Field.realtimeSettings)),
                    .expiry,
                ]),
            .init(
                "realtime-translation-secret-create", .post, "/realtime/translations/client_secrets",
                "Make a short-lived key for a session that interprets speech.", .creates,
                [Field("session", "What the session is set up with.", .translation, .required), .expiry]),
            .init(
                "realtime-call-create", .post, "/realtime/calls",
                "Start a WebRTC session; the SDP answer is saved to a file.", .creates, as: .saveFile,
                [
                    .string("sdp", "SDP offer of the browser.", .required),
                    Field(
                        "session", "What the session is set up with.",
                        .object(
                            [.string("type", "Always realtime.", .required, oneOf: ["realtime"])]
                                + Field.realtimeSettings)),
                ], encoding: .multipart, partTypes: ["sdp": "application/sdp", "session": "application/json"],
                billable: true),
            .init(
                "realtime-call-accept", .post, "/realtime/calls/{call_id}/accept",
                "Answer an incoming phone call with a model.", .creates,
                [.call, .string("type", "Always realtime.", .required, oneOf: ["realtime"])]
                    + Field.realtimeSettings, billable: true),
            .init(
                "realtime-call-reject", .post, "/realtime/calls/{call_id}/reject", "Refuse an incoming phone call.",
                .stops, [.call, .integer("status_code", "SIP status for the caller, such as 486.")]),
            .init(
                "realtime-call-refer", .post, "/realtime/calls/{call_id}/refer", "Forward a phone call.", .creates,
                [.call, .string("target_uri", "Where to, as a tel or SIP URI.", .required)]),
            .init(
                "realtime-call-hangup", .post, "/realtime/calls/{call_id}/hangup", "End a call.", .stops, [.call]),
            .init(
                "realtime-session-create", .post, "/realtime/sessions",
                "Make a session key of the older beta; prefer realtime-client-secret-create.", .creates,
                olderSession, beta: "assistants=v2"),
            .init(
                "realtime-transcription-session-create", .post, "/realtime/transcription_sessions",
                "Make a transcription key of the older beta; prefer realtime-client-secret-create.", .creates,
                olderTranscription, beta: "assistants=v2"),
        ])

    private static let olderSession: [Field] = [
        .object(
            "client_secret", "Key and its end.", .required,
            [
                .string("value", "The key.", .required),
                .integer("expires_at", "Its end in seconds since 1970.", .required),
            ]),
        .string(
            "model", "Id of the realtime model.",
            oneOf: [
                "gpt-realtime", "gpt-realtime-2025-08-28", "gpt-4o-realtime-preview",
                "gpt-4o-realtime-preview-2024-10-01", "gpt-4o-realtime-preview-2024-12-17",
                "gpt-4o-realtime-preview-2025-06-03", "gpt-4o-mini-realtime-preview",
                "gpt-4o-mini-realtime-preview-2024-12-17",
            ]),
        .string("instructions", "System message."),
        .array("modalities", "Form of answers.", of: .oneOf("text", "audio")),
        .realtimeVoice,
        .number("speed", "Speed of speech.", .unlisted, within: 0.25...1.5, default: 1),
        .string("input_audio_format", "Encoding of what is heard.", .unlisted),
        .string("output_audio_format", "Encoding of what is spoken.", .unlisted),
        .object("input_audio_transcription", "Transcript.", .unlisted, [.string("model", "Transcription model.")]),
        .olderNoiseReduction,
        .olderTurnDetection(.text),
        .array(
            "tools", "Functions that the model may call.", .unlisted,
            of: .object([
                .string("type", "Always function.", oneOf: ["function"]),
                .string("name", "Its name."),
                .string("description", "What it does."),
                .map("parameters", "JSON schema of its arguments.", of: .json),
            ])),
        .string("tool_choice", "Whether it must call a function.", .unlisted),
        .number("temperature", "Randomness.", .unlisted),
        .union("max_response_output_tokens", "Most tokens of one answer.", .unlisted, [.integer(), .oneOf("inf")]),
        .realtimeTruncation,
        Field(
            "tracing", "Traces kept of the session.", .union([.oneOf("auto"), .traceLabels]), .unlisted, default: "auto"
        ),
        .realtimePrompt,
    ]

    private static let olderTranscription: [Field] = [
        Field("input_audio_transcription", "How to transcribe.", .realtimeTranscription),
        .string(
            "input_audio_format", "Encoding of what is heard.", oneOf: ["pcm16", "g711_ulaw", "g711_alaw"],
            default: "pcm16"),
        .olderNoiseReduction,
        .olderTurnDetection(.oneOf("server_vad")),
        .realtimeInclude,
        .object(
            "client_secret", "Settings of the key.", .unlisted,
            [
                .object(
                    "expires_at", "When it ends.",
                    [
                        .string("anchor", "Always created_at.", oneOf: ["created_at"]),
                        .integer("seconds", "Seconds from then."),
                    ])
            ]),
        .array("modalities", "Form of answers.", .unlisted, of: .oneOf("text", "audio")),
    ]
}

extension Field {
    fileprivate static let call = Field.string("call_id", "Id of the call.", .required)

    fileprivate static let expiry = Field.object(
        "expires_after", "When the key ends.",
        [
            .integer("seconds", "Seconds from now.", within: 10...7200, default: 600),
            .string("anchor", "Always created_at.", .unlisted, oneOf: ["created_at"]),
        ])

    fileprivate static let olderNoiseReduction = Field.object(
        "input_audio_noise_reduction", "Noise to take out.", .unlisted,
        [.string("type", "Kind of microphone.", oneOf: ["near_field", "far_field"])])

    fileprivate static func olderTurnDetection(_ type: Shape) -> Field {
        .object(
            "turn_detection", "When a turn of the speaker ends.", .unlisted,
            [
                Field("type", "Kind of detection.", type),
                .number("threshold", "Loudness that counts as speech."),
                .integer("prefix_padding_ms", "Sound kept from before a turn."),
                .integer("silence_duration_ms", "Silence that ends a turn."),
            ])
    }
}

extension Shape {
    fileprivate static let translation = Shape.object([
        .string("model", "Id of the translation model.", .required),
        .object(
            "audio", "Sound in both directions.",
            [
                .object("output", "What is spoken.", [.string("language", "Language to speak.")]),
                .object(
                    "input", "What is heard.",
                    [
                        .object(
                            "transcription", "Transcript of what is heard.", .nullable,
                            [.string("model", "Transcription model.", .required)]),
                        .object(
                            "noise_reduction", "Noise to take out.", .nullable,
                            [.string("type", "Kind of microphone.", .required, oneOf: ["near_field", "far_field"])]),
                    ]),
            ]),
    ])
}
