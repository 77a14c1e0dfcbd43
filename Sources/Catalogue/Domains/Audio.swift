import JSON

extension Domain {
    /// Speech, transcripts and voices.
    public static let audio = Domain(
        "audio", title: "Audio",
        instructions: """
            Turn text into speech, and recordings into text. Sound is saved as files, and recordings are given as \
            files of up to 25 MB. A voice of your own needs a recorded consent of its speaker first.
            """,
        [
            .init(
                "audio-speech-create", .post, "/audio/speech", "Read a text aloud and save the sound.", .computes,
                as: .saveFile, speechFields, billable: true, readOnly: false, idempotent: false),
            .init(
                "audio-transcribe", .post, "/audio/transcriptions", "Write down what is said in a recording.",
                .computes, as: .transcript, transcriptionFields, encoding: .multipart, billable: true, slow: true,
                readOnly: false, idempotent: false),
            .init(
                "audio-translate", .post, "/audio/translations", "Write down in English what is said in a recording.",
                .computes, as: .transcript,
                [
                    .recording,
                    .model("Id of the model; the server has a default.", [.required, .filled]),
                    .string("prompt", "English text whose style to follow."),
                    .transcriptForm(["json", "text", "srt", "verbose_json", "vtt"]),
                    .number("temperature", "Randomness.", .unlisted, default: 0),
                ],
                encoding: .multipart, billable: true, slow: true, readOnly: false, idempotent: false,
                lifecycle: .deprecated(shutdown: "2027-02-26", successor: "audio-transcribe and a chat model")),
        ] + voiceEndpoints)

    private static let speechFields: [Field] = [
        .string("input", "The text, at most 4096 characters.", .required, length: 0...4096),
        .union(
            "voice", "A voice such as marin, cedar, alloy, coral or nova, or the id of your own as an object.",
            .required,
            [
                .string(
                    values: [
                        "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse",
                        "marin", "cedar",
                    ], open: true),
                .object([.string("id", "Id of a voice of your own.", .required)]),
            ]),
        .model("Id of the speech model; the server has a default.", [.required, .filled]),
        .string("instructions", "How to speak; not for tts-1 models.", length: 0...4096),
        .string(
            "response_format", "File format.", oneOf: ["mp3", "opus", "aac", "flac", "wav", "pcm"], default: "mp3"),
        .number("speed", "Speed.", within: 0.25...4, default: 1),
        .string("stream_format", "Form of a stream.", .unlisted, oneOf: ["sse", "audio"], default: "audio"),
    ]

    private static let transcriptionFields: [Field] = [
        .recording,
        .model("Id of the model; the server has a default.", [.required, .filled]),
        .string("language", "Its language as a two-letter code, if known."),
        .array("languages", "Languages that may occur, for gpt-transcribe.", of: .text, atLeast: 1),
        .array("keywords", "Words to expect, for gpt-transcribe.", of: .text),
        .string("prompt", "Text whose style and names to follow; not with diarize models."),
        .transcriptForm(["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]),
        Field(
            "timestamp_granularities", "What gets times, with verbose_json.", .array(.oneOf("word", "segment")),
            default: ["segment"]),
        .union(
            "chunking_strategy", "How sound is cut; auto is needed by diarize models above 30 seconds.", .nullable,
            [.oneOf("auto"), .voiceDetection]),
        Field("known_speaker_names", "Names of up to 4 speakers.", .array(.text, Bounds(nil, 4))),
        Field(
            "known_speaker_references", "A sample of each speaker's voice as a data URI.",
            .array(.text, Bounds(nil, 4)), .unlisted),
        .number("temperature", "Randomness.", .unlisted, default: 0),
        .array("include", "Adds log probabilities.", .unlisted, of: .oneOf("logprobs")),
        .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted], default: false),
    ]
}

extension Shape {
    /// Finding speech by the server, with settings of one's own.
    fileprivate static let voiceDetection = Shape.object([
        .string("type", "Always server_vad.", .required, oneOf: ["server_vad"]),
        .integer("prefix_padding_ms", "Sound kept before speech.", .unlisted, default: 300),
        .integer("silence_duration_ms", "Silence that ends speech.", .unlisted, default: 200),
        .number("threshold", "Loudness from 0 to 1 that counts as speech.", .unlisted, default: 0.5),
    ])
}

extension Field {
    fileprivate static let recording = Field.file("file", "The recording: path, URL or data URI.", .required)

    fileprivate static func transcriptForm(_ values: [String]) -> Field {
        .string("response_format", "Form of the transcript.", oneOf: values, default: "json")
    }
}
