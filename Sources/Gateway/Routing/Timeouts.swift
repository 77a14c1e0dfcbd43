import Catalogue

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
