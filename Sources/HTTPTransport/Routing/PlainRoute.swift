import JSON

/// A further route beside the MCP endpoints, without a type of any HTTP library.
///
/// Host, Origin, body size and cross-origin headers are checked as for MCP; who calls is the handler's business.
public struct PlainRoute: Sendable {
    /// `GET`, `POST` and so on, in upper case.
    public let method: String
    /// The route takes this path and everything below it.
    public let prefix: String
    /// Answers a request. Cancelled when the client goes.
    public let handler: @Sendable (PlainRequest) async throws -> PlainResponse

    /// Creates a route.
    public init(
        _ method: String, _ prefix: String, handler: @escaping @Sendable (PlainRequest) async throws -> PlainResponse
    ) {
        self.method = method
        self.prefix = prefix
        self.handler = handler
    }

    func takes(path: some StringProtocol) -> Bool {
        path.hasPrefix(prefix)
            && (path.utf8.count == prefix.utf8.count || prefix.hasSuffix("/")
                || path.dropFirst(prefix.count).first == "/")
    }
}

/// A request to a ``PlainRoute``.
public struct PlainRequest: Sendable {
    public var method: String
    /// Percent-encoded, without the query.
    public var path: String
    /// Items of the query in order, decoded.
    public var query: [(name: String, value: String)]
    /// Names in lower case.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    /// Creates a request, as a test does.
    public init(
        method: String, path: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of a header; `name` in lower case.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What a ``PlainRoute`` answers.
public struct PlainResponse: Sendable {
    /// Content of a response.
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Chunks as they come; read no faster than the client reads.
        case stream(any AsyncSequence<[UInt8], any Error> & Sendable)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    /// Creates a response.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func error(_ status: Int, _ sentence: String) -> PlainResponse {
        let body: JSONValue = ["error": ["message": .string(sentence)]]
        return PlainResponse(
            status: status, headers: [("content-type", "application/json")], body: .bytes(body.encoded))
    }
}
