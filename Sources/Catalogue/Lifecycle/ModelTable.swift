/// Models that were shut down or will be, and what to use instead.
struct Retirement: Sendable {
    /// ISO date on which the models stop answering; nil where they are gone and no source says since when.
    let date: String?
    /// A living model of the same kind; nil where there is none.
    let successor: String?
    let models: [String]

    init(_ date: String?, to successor: String?, _ models: [String]) {
        self.date = date
        self.successor = successor
        self.models = models
    }

    /// By date. Dates are those of the official SDK 3.52.0, else of LiteLLM 1.109.1. Successors by tier: mini and nano
    /// go to luna, plain models to terra, reasoning and codex models to sol. Fine-tuned models are not replaced: no
    /// other model has learnt what they have.
    static let table: [Retirement] = [
        .init(nil, to: "gpt-image-2", ["dall-e-2", "dall-e-3"]),
        .init(
            "2024-09-13", to: "gpt-5.6-luna",
            ["gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-16k-0613"]),
        .init("2024-12-06", to: "gpt-5.6-terra", ["gpt-4-vision-preview"]),
        .init("2025-06-06", to: "gpt-5.6-terra", ["gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613"]),
        .init("2025-07-28", to: "gpt-5.6-sol", ["o1-preview", "o1-preview-2024-09-12"]),
        .init("2025-10-10", to: "gpt-audio-1.5", ["gpt-4o-audio-preview-2024-10-01"]),
        .init("2025-10-27", to: "gpt-5.6-luna", ["o1-mini", "o1-mini-2024-09-12"]),
        .init("2026-02-12", to: "gpt-5.6-luna", ["codex-mini-latest"]),
        .init("2026-02-17", to: "gpt-5.6-terra", ["chatgpt-4o-latest"]),
        .init("2026-03-26", to: "gpt-5.6-terra", ["gpt-4-0125-preview", "gpt-4-0314", "gpt-4-turbo-preview"]),
        .init(
            "2026-05-07", to: "gpt-audio-1.5",
            [
                "gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03",
                "gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17",
            ]),
        .init(
            "2026-07-23", to: "gpt-5.6-luna",
            ["gpt-4o-mini-search-preview", "gpt-4o-mini-search-preview-2025-03-11", "gpt-5.1-codex-mini"]),
        .init(
            "2026-07-23", to: "gpt-5.6-sol",
            [
                "computer-use-preview", "computer-use-preview-2025-03-11", "gpt-5-codex", "gpt-5.1-codex",
                "gpt-5.1-codex-max", "gpt-5.2-codex", "o3-deep-research", "o3-deep-research-2025-06-26",
            ]),
        .init(
            "2026-07-23", to: "gpt-5.6-terra",
            [
                "gpt-4o-search-preview", "gpt-4o-search-preview-2025-03-11", "gpt-5-chat", "gpt-5-chat-latest",
                "gpt-5.1-chat-latest", "o4-mini-deep-research", "o4-mini-deep-research-2025-06-26",
            ]),
        .init("2026-07-23", to: "gpt-audio-1.5", ["gpt-audio-mini-2025-10-06"]),
        .init("2026-08-10", to: "gpt-5.6-terra", ["gpt-5.2-chat-latest", "gpt-5.3-chat-latest"]),
        .init(
            "2026-09-24", to: nil,
            [
                "sora-2", "sora-2-2025-10-06", "sora-2-2025-12-08", "sora-2-pro", "sora-2-pro-2025-10-06",
                "sora-2-pro-high-res",
            ]),
        .init("2026-09-28", to: nil, ["babbage-002", "davinci-002", "gpt-3.5-turbo-instruct"]),
        .init("2026-09-28", to: "gpt-5.6-luna", ["gpt-3.5-turbo-1106"]),
        .init("2026-10-23", to: "gpt-5.5-pro", ["o1-pro", "o1-pro-2025-03-19"]),
        .init(
            "2026-10-23", to: "gpt-5.6-luna",
            [
                "gpt-3.5-turbo", "gpt-3.5-turbo-0125", "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14", "o3-mini",
                "o3-mini-2025-01-31", "o4-mini", "o4-mini-2025-04-16",
            ]),
        .init("2026-10-23", to: "gpt-5.6-sol", ["o1", "o1-2024-12-17"]),
        .init(
            "2026-10-23", to: "gpt-5.6-terra",
            ["gpt-4", "gpt-4-0613", "gpt-4-1106-preview", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4o-2024-05-13"]),
        .init("2026-10-23", to: "gpt-image-2", ["gpt-image-1"]),
        .init(
            "2026-12-01", to: "gpt-image-2",
            ["chatgpt-image-latest", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-1.5-2025-12-16"]),
        .init("2026-12-11", to: "gpt-5.5-pro", ["gpt-5-pro", "gpt-5-pro-2025-10-06", "o3-pro", "o3-pro-2025-06-10"]),
        .init(
            "2026-12-11", to: "gpt-5.6-luna",
            ["gpt-5-mini", "gpt-5-mini-2025-08-07", "gpt-5-nano", "gpt-5-nano-2025-08-07"]),
        .init("2026-12-11", to: "gpt-5.6-sol", ["o3", "o3-2025-04-16"]),
        .init("2026-12-11", to: "gpt-5.6-terra", ["gpt-5", "gpt-5-2025-08-07"]),
        .init(
            "2027-01-06", to: nil,
            ["gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-03-20", "gpt-4o-mini-tts-2025-12-15", "tts-1", "tts-1-hd"]),
        .init(
            "2027-01-14", to: "gpt-5.6-luna",
            ["gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", "gpt-4o-mini", "gpt-4o-mini-2024-07-18"]),
        .init(
            "2027-01-14", to: "gpt-5.6-terra",
            ["gpt-4.1", "gpt-4.1-2025-04-14", "gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20"]),
        .init(
            "2027-01-20", to: "gpt-audio-1.5",
            ["gpt-audio", "gpt-audio-2025-08-28", "gpt-audio-mini", "gpt-audio-mini-2025-12-15"]),
        .init("2027-01-20", to: "gpt-realtime-2", ["gpt-realtime", "gpt-realtime-2025-08-28"]),
        .init(
            "2027-01-20", to: "gpt-realtime-2.1-mini",
            ["gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-mini", "gpt-realtime-mini-2025-12-15"]),
        .init("2027-01-20", to: "gpt-transcribe", ["gpt-4o-mini-transcribe-2025-03-20"]),
        .init(
            "2027-02-26", to: "gpt-transcribe",
            [
                "gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-transcribe",
                "gpt-4o-transcribe-diarize", "whisper-1",
            ]),
        .init("2027-04-01", to: "gpt-5.6-luna", ["gpt-5.4-nano", "gpt-5.4-nano-2026-03-17"]),
        .init("2027-04-01", to: "gpt-5.6-sol", ["gpt-5.3-codex"]),
        .init("2027-04-01", to: "gpt-5.6-terra", ["gpt-5.1", "gpt-5.1-2025-11-13"]),
    ]
}
