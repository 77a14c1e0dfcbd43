import Catalogue
import JSON

/// The models that the provider answers for: names that clients of OpenAI use, and `offline` for all work.
struct ServedModels: Sendable {
    /// What a model is used for.
    enum Work: String, Sendable {
        case chat, embedding, moderation, image, speech, transcription
    }

    /// Seconds since 1970 that every model carries: the models began with the provider.
    let created: Int

    /// The name that does every kind of work.
    static let offline = "offline"

    private static let names: [(work: Work, ids: [String])] = [
        (
            .chat,
            [
                "gpt-6-astra", "gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-sol", "gpt-6-luna", "gpt-5.6-sol",
                "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.5", "gpt-5.5-2026-04-23", "gpt-5.5-pro",
                "gpt-5.5-pro-2026-04-23", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-mini-2026-03-17", "gpt-5.4-nano",
                "gpt-5.4-nano-2026-03-17", "gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-pro", "gpt-5.2-pro-2025-12-11",
                "gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-mini", "gpt-5", "gpt-5-2025-08-07", "gpt-5-mini",
                "gpt-5-mini-2025-08-07", "gpt-5-nano", "gpt-5-nano-2025-08-07", "gpt-5-pro", "gpt-5-pro-2025-10-06",
                "gpt-4.1", "gpt-4.1-2025-04-14", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", "gpt-4o",
                "gpt-4o-2024-11-20", "gpt-4o-2024-08-06", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "o3",
                "o3-2025-04-16", "o3-pro", "o3-pro-2025-06-10",
            ]
        ),
        (.embedding, ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"]),
        (
            .moderation,
            [
                "omni-moderation-latest", "omni-moderation-2024-09-26", "text-moderation-latest",
                "text-moderation-stable",
            ]
        ),
        (
            .image,
            [
                "gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "gpt-image-2.5-sunburst",
                "gpt-image-2.5-sunburst-2026-09-08", "gpt-image-2.5-flare", "gpt-image-2.5-flare-2026-09-08",
                "gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-1.5", "gpt-image-1-mini", "chatgpt-image-latest",
            ]
        ),
        (.speech, ["gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15", "tts-1", "tts-1-hd"]),
        (
            .transcription,
            [
                "gpt-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15",
                "gpt-4o-transcribe-diarize", "whisper-1",
            ]
        ),
    ]

    private static let work: [String: Work] = Dictionary(
        names.flatMap { entry in entry.ids.map { ($0, entry.work) } }, uniquingKeysWith: { first, _ in first })

    /// All names, in the order in which they are listed.
    var ids: [String] { [Self.offline] + Self.names.flatMap(\.ids) }

    /// Whether there is such a model.
    func contains(_ id: String) -> Bool { id == Self.offline || Self.work[id] != nil }

    /// Why there is no such model: it was shut down, or nobody knows it.
    static func notFound(_ id: String) -> Refusal {
        guard case .retired(_, let successor?) = ModelLifecycle.status(of: id, on: "9999-12-31") else {
            return .modelNotFound(id, hint: "GET /models lists those that do")
        }
        return .modelNotFound(id, hint: "'\(successor)' takes its place")
    }

    /// Refuses a model that does not exist or does other work.
    func check(_ id: String, for work: Work) throws(Refusal) {
        guard id != Self.offline else { return }
        guard let known = Self.work[id] else { throw Self.notFound(id) }
        guard known == work else {
            throw Refusal(
                status: 404, message: "The model '\(id)' is for \(known.rawValue) work, not for \(work.rawValue).",
                param: "model", code: "model_not_found")
        }
    }

    /// The object that describes a model; its shutdown is the one that OpenAI announced for that name.
    func object(_ id: String) -> JSONValue {
        [
            "id": .string(id), "object": "model", "created": .int(created), "owned_by": "openai-mcp",
            "shutdown_date": Self.shutdown(id).map { .string($0) } ?? .null,
        ]
    }

    private static func shutdown(_ id: String) -> String? {
        // Any shutdown lies after the first day there is.
        guard case .retiring(let date, _) = ModelLifecycle.status(of: id, on: "0000-01-01") else { return nil }
        return date
    }
}
