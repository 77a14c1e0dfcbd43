/// Which endpoints a provider has, as its operator knows it.
public struct CapabilityRules: Sendable, Equatable {
    /// Which server it is; nil: told by the dialect and the base URL.
    public var product: Product?
    /// Patterns of names of endpoints (`chat-completion-create`, `image-*`) that it has, instead of what the product is known for.
    public var only: [Glob]
    /// Patterns of names of endpoints that it has besides.
    public var also: [Glob]
    /// Patterns of names of endpoints that it lacks.
    public var except: [Glob]
    /// Whether an endpoint that it answers with 404, 405 or 501 is not asked for again for a while.
    public var learns: Bool

    /// Creates rules.
    public init(
        product: Product? = nil, only: [Glob] = [], also: [Glob] = [], except: [Glob] = [], learns: Bool = true
    ) {
        self.product = product
        self.only = only
        self.also = also
        self.except = except
        self.learns = learns
    }

    /// Servers whose endpoints are known.
    public enum Product: String, Sendable, Hashable, CaseIterable {
        case openai, azure, anthropic, embedded, vllm, ollama, lmstudio, llamacpp, litellm
        /// Nothing is known about it.
        case other
    }
}
