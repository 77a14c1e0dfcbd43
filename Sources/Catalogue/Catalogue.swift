/// Every domain that this build knows, in the order in which it is listed.
public enum Catalogue {
    /// All domains.
    public static let domains: [Domain] = [
        .models, .chat, .responses, .embeddings, .moderation, .images,
        .vectorStores, .files, .assistants, .batches, .fineTuning, .audio, .completions, .evals,
    ]
}
