/// Which answers are served again.
public struct CacheSection: FileGroup {
    /// Room in bytes; what was not used for longest goes first.
    public var size = 64 << 20
    /// Largest answer that is kept, in bytes.
    public var largest = 4 << 20
    /// Servers whose calls are all served again, also those whose answer has chance in it.
    public var servers = ["complete"]
    /// How long past its time an answer may stand in for a provider that is down; zero: never.
    public var stale = Duration.zero
    public var isShared = false
    public var isPersistent = false
    public var semantic: SemanticCacheSettings?

    /// Creates a section with every default.
    public init() {}

    static let keys: [Key<CacheSection>] = [
        Key("size", .value(.size), \.size, "Room for answers; what was not used for longest goes first."),
        Key("largest", .value(.size), \.largest, "Largest answer that is kept."),
        Key(
            "servers", .list(.value(.name)), \.servers,
            "Servers whose calls are all served again, also those whose answer has chance in it."),
        Key(
            "stale", .value(.durationOrZero), \.stale,
            "How long past its time an answer may stand in for a provider that is down; 0: never."),
        Key(
            "shared", .value(.toggle), \.isShared,
            "Whether callers without a provider key of their own are served each other's answers."),
        Key("persist", .value(.toggle), \.isPersistent, "Whether answers are kept in the data folder, too."),
        Key("semantic", .group, \.semantic, "Serve the answer to a text that means the same; absent: off."),
    ]
}

/// A cache by meaning.
public struct SemanticCacheSettings: FileGroup {
    public var model = "text-embedding-3-small"
    /// Least cosine similarity at which an answer to another text is served.
    public var similarity = 0.97

    /// Creates settings with every default.
    public init() {}

    static let keys: [Key<SemanticCacheSettings>] = [
        Key("model", .value(.model), \.model, "Model that makes the vectors."),
        Key(
            "similarity", .value(.decimal(0.5...1)), \.similarity,
            "Least cosine similarity at which the answer to another text is served."),
    ]
}

/// How embedding and moderation calls that arrive together are packed into one request.
public struct BatchingSection: FileGroup {
    /// How long a call waits for others; zero: nothing is packed.
    public var window = Duration.zero
    public var inputs = 2048
    /// Most bytes of inputs in one request.
    public var bytes = 300_000

    /// Creates a section with every default.
    public init() {}

    static let keys: [Key<BatchingSection>] = [
        Key(
            "window", .value(.durationOrZero), \.window,
            "How long a call for embeddings or moderation waits for others to join it; 0: nothing is packed."),
        Key("inputs", .value(.integer(1...2048)), \.inputs, "Most inputs in one request."),
        Key("bytes", .value(.size), \.bytes, "Most bytes of inputs in one request."),
    ]
}

/// What is written down of each call.
public struct LedgerSection: FileGroup {
    public var keepsBodies = false
    /// Most bytes of each body.
    public var bodyLimit = 16 << 10
    /// File of JSON lines; nil: none.
    public var auditFile: String?

    /// Creates a section with every default.
    public init() {}

    static let keys: [Key<LedgerSection>] = [
        Key("bodies", .value(.toggle), \.keepsBodies, "Whether requests and answers are kept, too, without keys."),
        Key("body-limit", .value(.size), \.bodyLimit, "Most bytes of each; the rest is cut off."),
        Key("audit-file", .value(.path), \.auditFile, "File to which each entry is written as a line of JSON."),
    ]
}
