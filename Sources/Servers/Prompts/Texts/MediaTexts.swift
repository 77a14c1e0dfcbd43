/// Prompts of the servers for pictures, sound and live talk.
enum MediaTexts {
    static let all: [PromptTemplate] = [
        .init(
            "image-campaign", on: "images", "Make pictures for a campaign",
            "Draw one idea in several pictures that belong together.",
            [
                .required("topic", "What the campaign is about."), .optional("style", "Look of the pictures."),
                .optional("size", "Width by height in pixels.", .values(of: "image-generate", "size")),
                .model(.image),
            ],
            "Make a set of pictures for a campaign about {topic}.",
            steps: [
                "Describe the look in three sentences that every picture shares: colours, light, composition. Style: {style|your proposal}.",
                "Draw one draft with `image-generate`, size {size|1024x1024}, model {model|left to the default}. Wait for my changes.",
                "Write four prompts that begin with the same three sentences, and draw them with `image-generate-batch`.",
                "Mend what does not fit with `image-edit`, giving the picture's path.",
                "List the files, each with its prompt and an alternative text.",
            ]),
        .init(
            "meeting-minutes", on: "audio", "Write minutes of a recording",
            "Write down a recording and make minutes of it.",
            [
                .required("recording", "Audio file: path, URL or data URI, up to 25 MB."),
                .optional("language", "Its language as a two-letter code."), .model(.transcription),
            ],
            "Write minutes of the recording {recording}.",
            steps: [
                "Write it down with `audio-transcribe`, language {language|not given}, model {model|left to the default}. Several parts go through `audio-transcribe-batch`.",
                "Mend names and terms only where the context is clear, and mark what you could not make out.",
                "Write minutes: those present as far as they are named, topics, decisions, and tasks with owner and date.",
                "Quote word for word what was promised.",
            ]),
        .init(
            "narrate-a-text", on: "audio", "Narrate a text", "Speak a text and save it as sound.",
            [
                .required("text", "What to speak."),
                .optional("voice", "The voice.", .values(of: "audio-speech-create", "voice")),
                .optional("manner", "How to speak."),
                .optional("format", "File format.", .values(of: "audio-speech-create", "response_format")),
            ],
            "Speak this text: {text}",
            steps: [
                "Write numbers, abbreviations and symbols as they are spoken, and leave out what is only for the eye.",
                "Cut it at paragraphs into pieces of at most 4000 characters.",
                "Speak each with `audio-speech-create`: voice {voice|marin}, instructions {manner|calm and clear}, format {format|mp3}.",
                "List the files in order, and say that the voice is a machine's.",
            ]),
        .init(
            "make-a-video", on: "videos", "Make a video", "Make a short video, where the provider still does.",
            [
                .required("scene", "What is to be seen."),
                .optional("size", "Width by height in pixels.", .values(of: "video-create", "size")),
            ],
            "Make a video of: {scene}",
            steps: [
                "Write a prompt that names subject, movement, camera, light and sound in one paragraph.",
                "Start it with `video-create`, size {size|1280x720}.",
                "Look with `video-get` until it is completed; wait between the calls.",
                "Save it with `video-content` and tell me the path. Changes go through `video-edit`.",
            ]),
        .init(
            "voice-session", on: "realtime", "Set up a spoken session",
            "Prepare a spoken session for a browser or an app.",
            [
                .required("purpose", "What the session is for."),
                .optional("voice", "The voice.", .values(of: "audio-speech-create", "voice")), .model(.realtime),
            ],
            "Set up a spoken session for: {purpose}",
            steps: [
                "Write instructions for it: who it is, how it talks, what it must not do, when it hands over to a person.",
                "Show them to me with model {model|of your choice} and voice {voice|marin}, and wait for my yes.",
                "Make a key for the client with `realtime-client-secret-create`. It ends soon, and it is a secret: do not repeat it beyond the one answer.",
                "Write the few lines with which a browser connects by WebRTC with that key.",
            ]),
        .init(
            "live-conversation", on: "live", "Start a live conversation",
            "Start a conversation in which a model listens and speaks at the same time.",
            [.required("purpose", "What it is for."), .required("offer", "The client's SDP offer.")],
            "Start a live conversation for: {purpose}",
            steps: [
                "Write short instructions for it and wait for my yes.",
                "Start it with `live-session-create` and this offer: {offer}",
                "Give me the answer's SDP and the session's id.",
                "When it is over, save what was stored with `live-session-content`.",
            ]),
    ]
}
