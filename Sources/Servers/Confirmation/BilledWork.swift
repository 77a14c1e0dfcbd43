import Catalogue
import Gateway
import JSON

/// What a tool will be billed for, as far as its arguments show before it begins: so many calls of one endpoint.
struct BilledWork: Sendable {
    let call: Call
    let count: Int

    /// nil where the tool costs nothing.
    init?(_ offer: Offer, _ arguments: Arguments, _ defaults: CallDefaults) {
        guard offer.isBillable, let endpoint = offer.billedEndpoint else { return nil }
        var members = Members()
        for (name, value) in arguments.body + arguments.extra { members[name] = value.raw }
        if members["model"] == nil {
            let isText = endpoint.defaultModel == Models.chat
            if let model = isText ? defaults.model ?? Models.chat : endpoint.defaultModel {
                members.set("model", .string(model))
            }
        }
        call = Call(endpoint, body: .json(members))
        count = max(1, ["prompts", "files"].compactMap { arguments[$0]?.count }.max() ?? 1)
    }

    /// The most that it may cost in USD; nil where nobody knows.
    func bound(_ environment: ToolEnvironment) -> Double? {
        environment.estimate(call).map { $0 * Double(count) }
    }
}

extension Offer {
    /// The endpoint that the tool's work is billed as.
    var billedEndpoint: Endpoint? {
        switch self {
        case .endpoint(let endpoint): endpoint
        case .composed(let tool): Self.billing[tool.name].flatMap { Catalogue.endpoint(named: $0) }
        }
    }

    /// Composed tools that cost money, with the endpoint that does.
    static let billing: [String: String] = {
        let chat = [
            "chat", "analyze_image", "chat_with_image", "chat-completion", "analyze-image", "function-call",
            "chat-completion-stream", "chat-function-call", "chat-structured-output", "createCompletion",
        ]
        let images = ["generate_image", "generate-image", "image-generate-batch"]
        let edits = [
            "edit_image", "create_variations", "image-generate-variations", "image-inpaint", "image-outpaint",
        ]
        let embeddings = ["create-embedding", "embedding-batch", "embedding-search", "embedding-similarity"]
        let table: [(String, [String])] = [
            ("chat-completion-create", chat), ("image-generate", images), ("image-edit", edits),
            ("embedding-create", embeddings), ("audio-speech-create", ["audio-speech-stream"]),
            ("audio-transcribe", ["audio-transcribe-batch"]), ("audio-translate", ["audio-translate-batch"]),
        ]
        return Dictionary(
            table.flatMap { endpoint, tools in tools.map { ($0, endpoint) } }, uniquingKeysWith: { first, _ in first })
    }()
}
