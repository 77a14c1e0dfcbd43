/// What a model takes, told by its id.
public enum ModelTraits {
    /// Whether `temperature` and `top_p` are accepted: reasoning models refuse them. An unknown model takes them.
    public static func acceptsSampling(_ model: String) -> Bool { !isReasoning(model) }

    /// Whether a chat completion must say `max_completion_tokens`: reasoning models refuse `max_tokens`, and servers
    /// that only know `max_tokens` have none.
    public static func usesMaxCompletionTokens(_ model: String) -> Bool { isReasoning(model) }

    /// Whether an image model knows today's sizes and qualities only, and no style.
    public static func takesCurrentImageOptions(_ model: String) -> Bool {
        ["gpt-image-", "chatgpt-image-"].contains { model.hasPrefix($0) }
    }

    /// Whether a model of OpenAI thinks before it answers.
    public static func isReasoning(_ model: String) -> Bool {
        let name = model.utf8
        let base = name.starts(with: tuned) ? name.dropFirst(tuned.count) : name[...]
        guard !plain.contains(where: { base.starts(with: $0) }) else { return false }
        return reasoning.contains { family in
            guard base.starts(with: family) else { return false }
            let next = base.dropFirst(family.count).first
            return next == nil || next == UInt8(ascii: "-") || next == UInt8(ascii: ".")
        }
    }

    /// Families, cut at `-` or `.`: `gpt-5` covers `gpt-5.6-luna` but not `gpt-50`.
    private static let reasoning = [
        "gpt-5", "gpt-6", "o1", "o3", "o4", "codex-mini", "computer-use-preview", "daybreak", "gpt-daybreak",
        "chat-latest",
    ].map { Array($0.utf8) }
    /// Members of those families that do not think.
    private static let plain = ["gpt-5-search-api"].map { Array($0.utf8) }
    /// How the id of a fine-tuned model begins.
    private static let tuned = Array("ft:".utf8)
}
