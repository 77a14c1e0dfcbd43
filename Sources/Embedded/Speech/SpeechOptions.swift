import JSON

/// What is to be spoken, and how.
struct SpeechOptions: Sendable {
    let model: String
    let text: String
    let voice: String
    let speed: Double
    let format: String
    let streams: Bool

    init(_ body: Input) throws(Refusal) {
        model = try body["model"].requiredString()
        text = try body["input"].requiredString(atMost: 4_096)
        guard !text.isEmpty else { throw .invalidValue("input", "Invalid 'input': there is nothing to speak.") }
        voice = try Self.voice(body["voice"].required())
        speed = try body["speed"].number(0.25...4) ?? 1
        format = try body["response_format"].choice(["mp3", "opus", "aac", "flac", "wav", "pcm"]) ?? "mp3"
        streams = try body["stream_format"].choice(["sse", "audio"]) == "sse"
        _ = try body["instructions"].string(atMost: 4_096)
        if streams, model.hasPrefix("tts-") {
            throw .unsupported("stream_format", "The model '\(model)' does not support 'sse'.")
        }
    }

    private static func voice(_ input: Input) throws(Refusal) -> String {
        guard input.view?.kind == .object else { return try input.choice(voices) ?? "" }
        throw .unsupported(
            input.name, "The offline provider has no voices of its callers: '\(try input["id"].requiredString())'.")
    }

    private static let voices = [
        "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin",
        "cedar",
    ]
}
