import JSON

/// How a recording is to be written down.
struct TranscriptOptions: Sendable {
    let model: String
    let format: String
    let language: String?
    let streams: Bool
    let wantsLogProbs: Bool
    let wantsWords: Bool
    let wantsSegments: Bool
    /// What the first speaker is called.
    let speaker: String

    /// Fields of the form that are no text.
    static let typedFields: Set<String> = [
        "temperature", "stream", "chunking_strategy[prefix_padding_ms]", "chunking_strategy[silence_duration_ms]",
        "chunking_strategy[threshold]",
    ]

    /// - Parameter translates: whether it is a translation, which has fewer options.
    init(_ fields: Input, translates: Bool) throws(Refusal) {
        model = try fields["model"].requiredString()
        let formats = ["json", "text", "srt", "verbose_json", "vtt"] + (translates ? [] : ["diarized_json"])
        format = try fields["response_format"].choice(formats) ?? "json"
        _ = try fields["prompt"].string()
        _ = try fields["temperature"].number(0...1)
        language = try fields["language"].string()
        var granularities: [String] = []
        for item in try fields["timestamp_granularities"].list() ?? [] {
            if let choice = try item.choice(["word", "segment"]) { granularities.append(choice) }
        }
        guard granularities.isEmpty || format == "verbose_json" else {
            throw .invalidValue(
                "timestamp_granularities", "'timestamp_granularities' needs 'response_format' to be 'verbose_json'.")
        }
        wantsWords = granularities.contains("word")
        wantsSegments = granularities.isEmpty || granularities.contains("segment")
        var includes = false
        for item in try fields["include"].list() ?? [] {
            if try item.choice(["logprobs"]) != nil { includes = true }
        }
        wantsLogProbs = includes
        speaker = try fields["known_speaker_names"].list(0...4)?.first?.requiredString() ?? "A"
        // The oldest model answers a wish for a stream as if there were none.
        let asks = try fields["stream"].bool() ?? false
        streams = asks && !translates && model != "whisper-1"
    }
}
