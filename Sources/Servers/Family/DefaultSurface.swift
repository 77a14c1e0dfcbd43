import Catalogue

/// What the default server lists: what most work needs, in the order in which it is listed.
///
/// A list that a model can afford has at most 30 tools and 8,000 tokens; everything else is reached by ``APITools``.
enum DefaultSurface {
    /// Names of the tools: those of the OpenAI server, then those of the domains.
    static let names = [
        "chat-completion", "generate-image", "analyze-image", "create-embedding", "function-call",
        "chat-structured-output", "response-create", "image-edit", "audio-speech-create", "audio-transcribe",
        "moderation-check", "file-upload", "file-list", "file-content", "vector-store-create", "vector-store-file-add",
        "vector-store-search", "embedding-search", "batch-create", "batch-get", "model-list",
    ]

    /// The tools; a name that no server has is left out.
    static let offers: [Offer] = {
        let composed = Dictionary(
            (OpenAITools.all + Family.composed.values.joined()).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        return names.compactMap { name in
            composed[name].map { .composed($0) } ?? Catalogue.endpoint(named: name).map { .endpoint($0) }
        }
    }()
}
