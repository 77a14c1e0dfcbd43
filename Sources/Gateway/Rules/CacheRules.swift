/// Which answers are served again.
public struct CacheRules: Sendable, Hashable {
    /// How long an answer is fresh; zero: nothing is kept, and equal calls do not share an answer.
    public var lifetime: Duration
    /// Bytes of answers and of what they answer, of all callers together.
    public var bytes: Int
    /// Bytes of the largest answer that is kept.
    public var largest: Int
    /// Servers whose computing calls are all served again, also those whose answer has chance in it.
    public var servers: Set<String>
    /// Whether answers without chance in them are served again unasked, on every server.
    public var takesCertain: Bool
    /// How long past its lifetime an answer may stand in for a provider that is down; zero: never.
    public var stale: Duration
    /// Whether callers without a key of their own are served each other's answers.
    public var isShared: Bool
    /// Least cosine similarity at which an answer to another text is served; nil: only the same text.
    public var similarity: Double?

    /// Creates rules.
    public init(
        lifetime: Duration, bytes: Int = 64 << 20, largest: Int = 4 << 20, servers: Set<String> = ["complete"],
        takesCertain: Bool = true, stale: Duration = .zero, isShared: Bool = false, similarity: Double? = nil
    ) {
        self.lifetime = lifetime
        self.bytes = bytes
        self.largest = largest
        self.servers = servers
        self.takesCertain = takesCertain
        self.stale = stale
        self.isShared = isShared
        self.similarity = similarity
    }
}
