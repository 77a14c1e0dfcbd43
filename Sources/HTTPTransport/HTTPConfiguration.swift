/// How the servers listen over HTTP and whom they serve.
public struct HTTPConfiguration: Sendable {
    /// Address or name to listen on.
    public var host = "127.0.0.1"
    /// Zero: the system chooses a free one.
    public var port = 8080
    /// Certificate and key; nil: plain HTTP.
    public var tls: TLSFiles?

    // MARK: Who may call

    /// Web origins that may call, besides loopback ones on a loopback listener; `*`: any.
    public var allowedOrigins: [String] = []
    /// Names that requests may be addressed to, with or without a port, besides loopback ones on a loopback listener.
    public var allowedHosts: [String] = []
    /// Who may call; nobody unknown is served where somebody is known.
    public var callers = KnownCallers()
    public var pathKeys = PathKeys.on
    /// Seals session ids and names callers; replicas share it. nil: random for each process.
    public var sessionSecret: String?

    // MARK: Limits

    /// Largest request body in bytes.
    public var bodyLimit = 16 << 20
    /// Largest file that is uploaded, in bytes.
    public var uploadLimit = 512 << 20
    /// Longest time for an upload to arrive whole; it must go on within the request timeout.
    public var uploadTimeout = Duration.seconds(3600)
    /// Uploads taken at once; further ones are refused with 503.
    public var maxUploads = 64
    /// Longest time for a request to arrive whole, and for a client to go on reading.
    public var requestTimeout = Duration.seconds(30)
    /// How long a connection may stay without a request.
    public var idleTimeout = Duration.seconds(60)
    /// Longest time that a request may be worked on.
    public var workTimeout = Duration.seconds(900)
    /// Time between comments on a quiet event stream; zero: none.
    public var keepAliveInterval = Duration.seconds(15)
    /// How long requests in flight may go on after a signal to stop.
    public var drainTime = Duration.seconds(10)
    /// Connections open at once; further ones wait in the system's queue.
    public var maxConnections = 4096
    /// Requests worked on at once, those of batches counted one by one; further ones are refused with 503.
    public var maxInFlight = 1024
    /// Streams that stay open to tell what changes; further ones are refused with 503.
    public var maxSubscriptions = 16_384
    /// Whether clients of 2024-11-05 find their pair of paths, `/sse` and `/messages`.
    public var servesSSE = false

    /// Creates a configuration with every default.
    public init() {}

    /// Whether only this machine can connect.
    public var isLoopback: Bool { Loopback.contains(host) }

    /// Throws where the configuration would be unsafe or cannot work.
    ///
    /// - Parameter hasServerKey: whether callers without a provider key of their own spend the server's.
    public func validate(hasServerKey: Bool) throws(HTTPConfigurationError) {
        if hasServerKey, !isLoopback, !callers.areRequired {
            throw HTTPConfigurationError(
                "listening on \(host), beyond this machine, with the server's own provider key lets anyone spend it; name the callers (--callers or --caller-tokens), listen on 127.0.0.1, or leave the server's key out so that callers bring theirs"
            )
        }
        guard (0...65535).contains(port) else { throw HTTPConfigurationError("\(port) is not a port") }
        for (name, time) in [("request", requestTimeout), ("idle", idleTimeout), ("work", workTimeout)]
        where time <= .zero {
            throw HTTPConfigurationError("the \(name) timeout must be longer than zero")
        }
        guard bodyLimit > 0, uploadLimit > 0, maxConnections > 0, maxInFlight > 0 else {
            throw HTTPConfigurationError(
                "the limits of body and upload and the numbers of connections and of requests in flight must be more than zero"
            )
        }
    }
}

extension HTTPConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// The address only: what else there is holds secrets.
    public var description: String { "HTTP on \(host):\(port)" }
    public var debugDescription: String { description }
}

/// Whether a provider key may come in the path, as in `/mcp/{key}`.
public enum PathKeys: String, Sendable, CaseIterable {
    /// On loopback and over TLS.
    case on
    case off
    /// Also on plain HTTP beyond loopback, where anyone on the way can read it.
    case insecure
}

/// Why the servers cannot listen as configured.
public struct HTTPConfigurationError: Error, Sendable, CustomStringConvertible {
    public let description: String

    /// Creates an error from one sentence.
    public init(_ description: String) { self.description = description }
}
