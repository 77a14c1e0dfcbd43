/// A way to HTTP endpoints that are no provider, such as those behind virtual tools and webhooks.
public protocol HTTPSender: Sendable {
    /// Sends a request once and returns the answer, whatever its status, with its body collected.
    ///
    /// Redirects are not followed: a credential must not follow one to another host. Throws ``UpstreamFailure`` where there
    /// is no answer.
    func send(_ request: OutboundRequest) async throws -> Answer
}

/// One request to an HTTP endpoint.
public struct OutboundRequest: Sendable {
    public var method: String
    /// Absolute URL, percent-encoded.
    public var url: String
    public var headers: Headers
    public var body: [UInt8]?
    /// For the whole exchange.
    public var timeout: Duration
    /// Most bytes of the answer.
    public var maxSize: Int

    /// Creates a request.
    public init(
        _ method: String, _ url: String, headers: Headers = Headers(), body: [UInt8]? = nil,
        timeout: Duration = .seconds(30), maxSize: Int = 4 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maxSize = maxSize
    }
}
