import JSON

/// What text is to be continued, and how.
struct CompletionOptions: Sendable {
    var model: String
    var prompts: [Prompt]
    var generation = Generation()
    var choices: Int
    var echoes: Bool
    /// How many alternatives with each log probability; nil without log probabilities.
    var topLogProbs: Int?
    var streams: Bool
    var includesUsage: Bool

    /// One text to continue.
    enum Prompt: Sendable {
        case text(String)
        /// Numbers of tokens of a model that is not here.
        case tokens(Int)

        var text: String {
            if case .text(let text) = self { text } else { "" }
        }

        /// Rough count of tokens.
        var count: Int {
            switch self {
            case .text(let text): Pieces.count(text)
            case .tokens(let count): count
            }
        }

        /// The prompt as a message to answer.
        var conversation: Conversation {
            switch self {
            case .text(let text): Conversation(turns: [.init(role: .user, text: text)])
            case .tokens(let count):
                Conversation(turns: [
                    .init(role: .user, text: "", attachments: ["\(count) token numbers without their vocabulary"])
                ])
            }
        }
    }

    init(_ body: Input) throws(Refusal) {
        model = try body["model"].requiredString()
        guard body.view?["prompt"] != nil else { throw .missing("prompt") }
        prompts = try Self.prompts(body["prompt"])
        choices = try body["n"].integer(1...128) ?? 1
        echoes = try body["echo"].bool() ?? false
        topLogProbs = try body["logprobs"].integer(0...5)
        streams = try body["stream"].bool() ?? false
        includesUsage = try body["stream_options"].object()?["include_usage"].bool() ?? false
        if body["stream_options"].isPresent, !streams {
            throw .invalidValue(
                "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is true.")
        }
        generation.limit = try body["max_tokens"].integer(0...Int.max) ?? 16
        generation.stops = try ChatOptions.stops(body["stop"])
        guard prompts.count * choices <= 1_024 else {
            throw .invalidValue("n", "'prompt' and 'n' together ask for more than 1024 completions.")
        }
        if let best = try body["best_of"].integer(0...20), best < choices, best > 0 {
            throw .invalidValue("best_of", "'best_of' must not be less than 'n'.")
        }
        // An extractive model has no use for it; its type still counts.
        _ = try body["suffix"].string()
        try body.checkSampling()
    }

    private static func prompts(_ input: Input) throws(Refusal) -> [Prompt] {
        guard input.view?.kind == .array else { return [.text(try input.string() ?? "<|endoftext|>")] }
        let items = try input.list(1...2_048) ?? []
        if items[0].view?.kind == .number { return [.tokens(try count(items))] }
        var prompts: [Prompt] = []
        for item in items {
            prompts.append(
                item.view?.kind == .array
                    ? .tokens(try count(item.list(1...Int.max) ?? [])) : .text(try item.requiredString()))
        }
        return prompts
    }

    private static func count(_ tokens: [Input]) throws(Refusal) -> Int {
        for token in tokens where try token.integer(0...Int.max) == nil { throw token.wrongType("an integer") }
        return tokens.count
    }
}
