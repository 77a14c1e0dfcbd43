import Catalogue

/// What a model is for, told by its id; lists of models do not say it.
enum ModelKind: Sendable, Hashable, CaseIterable {
    case chat, completion, embedding, moderation, image, video, speech, transcription, realtime

    /// Chat, where nothing else shows.
    init(of model: String) {
        let name = model.lowercased()
        let found = Self.signs.first { $0.words.contains { name.contains($0) } }
        self = found?.kind ?? .chat
    }

    /// More special words come before those that they contain.
    private static let signs: [(kind: ModelKind, words: [String])] = [
        (.realtime, ["realtime", "gpt-live"]), (.transcription, ["transcribe", "whisper"]), (.speech, ["tts"]),
        (.image, ["gpt-image", "chatgpt-image", "dall-e"]), (.video, ["sora"]), (.embedding, ["embed"]),
        (.moderation, ["moderation"]), (.completion, ["instruct", "babbage", "davinci"]),
    ]

    /// Models that the catalogue knows to be alive on an ISO day: its defaults, what retired ones were replaced by, and
    /// those that end later.
    static func known(on day: String) -> [String] {
        let shutdowns = ModelLifecycle.shutdowns
        var seen: Set<String> = []
        return (Models.all + shutdowns.compactMap(\.successor) + shutdowns.map(\.model)).filter { model in
            if case .retired = ModelLifecycle.status(of: model, on: day) { return false }
            return seen.insert(model).inserted
        }
    }
}
