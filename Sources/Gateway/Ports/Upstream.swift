/// Whatever can answer a call: a provider, or a pipeline in front of one.
public protocol Upstream: Sendable {
    /// Sends a call and returns the answer, whatever its status.
    ///
    /// Throws ``UpstreamFailure`` where there is no answer, and `CancellationError` when the task is cancelled.
    func send(_ call: Call) async throws -> Answer
}

/// Why there is no answer.
public struct UpstreamFailure: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: String, Sendable {
        /// No connection: unknown host, refused, unreachable.
        case connect
        /// The provider's certificate was not accepted, or the handshake failed.
        case tls
        /// Nothing came within the time allowed.
        case timeout
        /// The connection was closed or reset before the answer was whole.
        case reset
        /// What came is not HTTP.
        case malformed
        /// The answer is larger than allowed.
        case tooLarge
        /// No provider key is at hand for this caller.
        case noKey
        /// An event of a stream reported an error.
        case stream
        /// A file could not be read to its end while it was sent.
        case file
        /// It would have had to wait too long for its turn, since the provider allows only so much.
        case limited
    }

    public let kind: Kind
    /// Whether the request may have reached the provider, so that work may have been done and billed.
    public let mayHaveBeenSent: Bool
    /// One sentence: what happened and what to do.
    public let message: String
    /// Requests that went out for this call.
    public var attempts = 1
    /// Seconds after which it is worth calling again, where that is known.
    public var retryAfter: Double?
    /// Where on its route the call failed.
    var place: RoutePlace?
    /// What the provider reported in the middle of a stream.
    public let report: APIError?
    /// The text that had come before a stream broke off.
    public var partialText: String?

    /// Creates a failure.
    public init(_ kind: Kind, mayHaveBeenSent: Bool, _ message: String, report: APIError? = nil) {
        self.kind = kind
        self.mayHaveBeenSent = mayHaveBeenSent
        self.message = message
        self.report = report
    }

    public var description: String { message }
}
