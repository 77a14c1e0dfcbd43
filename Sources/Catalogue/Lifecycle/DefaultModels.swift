/// The models that calls use when nobody names one. The only place where a default is written.
public enum Models {
    /// For chat completions and responses.
    public static let chat = "gpt-5.6-luna"
    public static let embedding = "text-embedding-3-small"
    public static let image = "gpt-image-2"
    public static let moderation = "omni-moderation-latest"

    public static let transcription = "gpt-transcribe"
    /// For speech; OpenAI has announced the end of every speech model and the successor of none.
    public static let speech = "gpt-4o-mini-tts"
    /// For translation, whose endpoint ends on the same day as its model.
    public static let translation = "whisper-1"

    /// What `auto` stands for at OpenAI, from an easy task to a hard one.
    public static let tiers = (simple: "gpt-5.6-luna", standard: "gpt-5.6-terra", complex: "gpt-5.6-sol")

    /// All of them.
    public static let all = [chat, embedding, image, moderation, transcription, speech, translation]
}

extension Endpoint {
    /// The model that the server fills in when nobody names one; nil where it fills in none.
    public var defaultModel: String? {
        guard fields.contains(where: { $0.name == "model" && $0.traits.contains(.filled) }) else { return nil }
        return switch treatment {
        case .saveImages: Models.image
        case .embeddings: Models.embedding
        case .chat, .response: Models.chat
        case .transcript: path.hasSuffix("/translations") ? Models.translation : Models.transcription
        case .saveFile: Models.speech
        case .forward, .events: path.hasPrefix("/moderations") ? Models.moderation : Models.chat
        }
    }
}
