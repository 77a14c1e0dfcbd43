import Catalogue

/// Where calls go and how.
public struct Provider: Sendable {
    /// Short name for notes, logs and metrics.
    public var name: String
    /// URL below which the endpoints' paths lie, such as `https://api.openai.com/v1`.
    public var baseURL: String
    /// The operator's key.
    public var key: SecretString?
    /// The operator's key for the endpoints that administer an organisation.
    public var adminKey: SecretString?
    /// Sent as `OpenAI-Organization` and `OpenAI-Project`, with the operator's key only: a caller's key has its own.
    public var organisation: String?
    public var project: String?
    /// Whether a key that a caller brought is sent here. True of one provider at most.
    public var takesCallerKeys: Bool
    /// Whether calls without a key are pointless.
    public var requiresKey: Bool
    /// Further headers of every request.
    public var headers: Headers
    public var timeouts: Timeouts
    /// PEM file with authorities that are trusted besides the system's.
    public var authorityFile: String?
    /// Bytes of the largest answer that is collected.
    public var largestAnswer: Int

    /// Creates a provider.
    public init(
        name: String, baseURL: String, key: SecretString? = nil, adminKey: SecretString? = nil,
        organisation: String? = nil, project: String? = nil,
        takesCallerKeys: Bool = false, requiresKey: Bool = true, headers: Headers = Headers(),
        timeouts: Timeouts = Timeouts(), authorityFile: String? = nil, largestAnswer: Int = 256 << 20
    ) {
        self.name = name
        self.baseURL = baseURL
        self.key = key
        self.adminKey = adminKey
        self.organisation = organisation
        self.project = project
        self.takesCallerKeys = takesCallerKeys
        self.requiresKey = requiresKey
        self.headers = headers
        self.timeouts = timeouts
        self.authorityFile = authorityFile
        self.largestAnswer = largestAnswer
    }
}

/// How long a provider may take.
public struct Timeouts: Sendable, Equatable {
    /// To accept a connection, TLS included.
    public var connect: Duration
    /// Until the first byte of an answer, counted from the last byte of the request.
    public var firstByte: Duration
    /// Between two bytes.
    public var idle: Duration
    /// Instead of these two, for endpoints that are known to think long.
    public var slow: Duration
    /// For a whole request; if set, it is the only bound besides `connect`.
    public var total: Duration?

    /// Creates timeouts.
    public init(
        connect: Duration = .seconds(10), firstByte: Duration = .seconds(30), idle: Duration = .seconds(30),
        slow: Duration = .seconds(600), total: Duration? = nil
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.slow = slow
        self.total = total
    }

    /// Longest silence before the first byte and between bytes, or nil where only `total` counts.
    public func silence(for endpoint: Endpoint) -> (firstByte: Duration, idle: Duration)? {
        guard total == nil else { return nil }
        return endpoint.isSlow ? (max(slow, firstByte), max(slow, idle)) : (firstByte, idle)
    }
}
