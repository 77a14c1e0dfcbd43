/// How embedding and moderation calls that arrive together are packed into one request.
public struct BatchRules: Sendable, Hashable {
    /// How long a call waits for others; zero: it does not, and nothing is packed.
    public var window: Duration
    /// Most inputs in one request; OpenAI takes 2048.
    public var inputs: Int
    /// Most bytes of inputs in one request; a token has at least one byte, and OpenAI takes 300,000 tokens.
    public var bytes: Int

    /// Creates rules.
    public init(window: Duration = .zero, inputs: Int = 2048, bytes: Int = 300_000) {
        self.window = window
        self.inputs = inputs
        self.bytes = bytes
    }
}
