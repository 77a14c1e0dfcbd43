import Synchronization

/// An upstream that can be replaced while calls are under way: each call ends where it began.
public final class ReplaceableUpstream: Upstream {
    private let current: Mutex<any Upstream>

    /// Creates one that sends to an upstream.
    public init(_ upstream: any Upstream) { current = Mutex(upstream) }

    /// Sends every call from now on to another upstream.
    public func replace(with upstream: any Upstream) { current.withLock { $0 = upstream } }

    public func send(_ call: Call) async throws -> Answer {
        let upstream = current.withLock { $0 }
        return try await upstream.send(call)
    }
}
