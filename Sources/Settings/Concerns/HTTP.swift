/// How the servers listen over HTTP.
public struct HTTPSettings: Sendable {
    /// Where to listen; nil: not over HTTP.
    public var address: ListenAddress?
    /// PEM file with the certificate chain; set together with `tlsKey`.
    public var tlsCertificate: String?
    /// PEM file with the private key.
    public var tlsKey: String?
    /// Web origins that may call, besides loopback ones; `*` for any.
    public var allowedOrigins: [String] = []
    /// Values of the Host header that are served, besides the address listened on.
    public var allowedHosts: [String] = []
    /// Largest request body, in bytes.
    public var bodyLimit = 16 << 20
    /// Longest time for a request to arrive whole.
    public var requestTimeout = Duration.seconds(30)
    /// How long a connection may stay without a request.
    public var idleTimeout = Duration.seconds(60)
    /// Longest time that a request may be worked on.
    public var workTimeout = Duration.seconds(900)
    /// Connections open at once.
    public var maxConnections = 4096
    /// Streams open at once that only tell of changes.
    public var maxSubscriptions = 16_384
    /// Whether the pair of paths of revision 2024-11-05 is served.
    public var servesSSE = false
    /// Time between comments on a quiet event stream; zero: none.
    public var keepAliveInterval = Duration.seconds(15)
    /// How long calls in flight may go on after SIGTERM.
    public var drainTime = Duration.seconds(10)
    /// File with callers' names and hashed tokens.
    public var callerTokens: String?
    /// File that `openai-mcp callers` writes.
    public var callers: String?
    /// Names of callers whom the operator's admin key serves.
    public var adminCallers: [String] = []
    public var pathKeys = PathKeys.on
    /// Seals session ids; replicas share it. nil: random for each process.
    public var sessionKey: Secret?

    /// Creates settings with every default.
    public init() {}
}

/// Whether a provider key may come in the path, `/mcp/{key}`.
public enum PathKeys: String, CaseIterable, Sendable {
    /// On loopback and over TLS.
    case on
    case off
    /// Also on plain HTTP beyond loopback.
    case insecure
}

extension SettingsTable {
    static let http = [
        Setting(
            "http.address", flag: "http", .address, \.http.address,
            "Listen over HTTP instead of stdio; without a host on every IPv4 interface."),
        tlsCertificate, tlsKey,
        Setting(
            "http.allowed-origins", flag: "allowed-origins", listOf: .origin, separatedBy: ",",
            \.http.allowedOrigins, "Web origins that may call, besides loopback ones; `*`: any."),
        Setting(
            "http.allowed-hosts", flag: "allowed-hosts", listOf: .host, separatedBy: ",", \.http.allowedHosts,
            "Host names that requests may be addressed to, besides the one listened on."),
        Setting("http.body-limit", flag: "body-limit", .size, \.http.bodyLimit, "Largest request body."),
        Setting(
            "http.request-timeout", flag: "request-timeout", .duration, \.http.requestTimeout,
            "Longest time for a request to arrive whole."),
        Setting(
            "http.idle-timeout", flag: "http-idle-timeout", .duration, \.http.idleTimeout,
            "How long a connection may stay without a request."),
        Setting(
            "http.work-timeout", flag: "work-timeout", .duration, \.http.workTimeout,
            "Longest time that a request may be worked on."),
        Setting(
            "http.max-connections", flag: "max-connections", .integer(1...1_000_000), \.http.maxConnections,
            "Connections open at once; further ones wait."),
        Setting(
            "http.max-subscriptions", flag: "max-subscriptions", .integer(1...1_000_000), \.http.maxSubscriptions,
            "Streams open at once that only tell of changes; each also is a connection."),
        Setting(
            "http.legacy-sse", flag: "legacy-sse", .toggle, \.http.servesSSE,
            "Serve `/sse` and `/messages` too, for clients that know only HTTP+SSE of 2024-11-05."),
        Setting(
            "http.keep-alive-interval", flag: "keep-alive-interval", .durationOrZero, \.http.keepAliveInterval,
            "Time between comments on a quiet event stream; 0: none."),
        Setting(
            "http.drain-time", flag: "drain-time", .durationOrZero, \.http.drainTime,
            "How long calls in flight may go on after a signal to stop."),
        Setting(
            "http.caller-tokens", flag: "caller-tokens", .readableFile, \.http.callerTokens,
            "File with the callers' names and hashed tokens; with it, Bearer says who calls."),
        callers,
        Setting(
            "http.admin-callers", flag: "admin-callers", listOf: .word, separatedBy: ",", \.http.adminCallers,
            "Callers, by the names of their tokens, whom the operator's admin key serves; otherwise it serves nobody over HTTP."
        ),
        Setting(
            "http.path-keys", flag: "path-keys", .choice, \.http.pathKeys,
            "Provider keys in the path: `on` for loopback and TLS, `off`, or `insecure` for plain HTTP anywhere."),
        Setting(
            "http.session-key", flag: "session-key", .sessionKey, \.http.sessionKey,
            "Secret that seals session ids, shared by replicas; unset: a random one for each process.", .secret),
    ]

    static let callers = Setting(
        "http.callers", flag: "callers", .path, \.http.callers,
        "File with callers and what they may use, which `openai-mcp callers` writes; with it, Bearer says who calls.")

    static let tlsCertificate = Setting(
        "http.tls-cert", flag: "tls-cert", .readableFile, \.http.tlsCertificate,
        "PEM file with the certificate chain; turns TLS on together with the key.")

    static let tlsKey = Setting(
        "http.tls-key", flag: "tls-key", .readableFile, \.http.tlsKey, "PEM file with the private key.")
}
