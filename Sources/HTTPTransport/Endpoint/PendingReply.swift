import MCP
import Synchronization

/// A reply that a tool works on, between the task that works and the task that writes to the client.
final class PendingReply: Outlet, Pending {
    let format: AcceptedFormat
    private let mailbox = Mailbox<Exchange.Input>()
    private let failure: @Sendable (ProtocolError) -> FinalMessage
    private let times: Mutex<(started: ContinuousClock.Instant, lastSent: ContinuousClock.Instant)>

    /// - Parameter failure: what to answer where the server gives up on the work.
    init(_ format: AcceptedFormat, failure: @escaping @Sendable (ProtocolError) -> FinalMessage) {
        self.format = format
        self.failure = failure
        let now = ContinuousClock.now
        times = Mutex((now, now))
    }

    // MARK: The one who works

    /// Passes a notification on, unless the client reads none.
    func send(_ message: [UInt8]) async {
        guard format != .json else { return }
        times.withLock { $0.lastSent = .now }
        await mailbox.give(.notification(message), weight: message.count)
    }

    /// Ends the exchange.
    func finish(_ reply: FinalMessage?) { mailbox.offer(.end(reply)) }

    // MARK: The one who writes

    func take() async -> [Exchange.Input] { await mailbox.take() }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant {
        let (started, isQuiet) = times.withLock { times in
            let isQuiet = keepAlive > .zero && now - times.lastSent >= keepAlive
            if isQuiet { times.lastSent = now }
            return (times.started, isQuiet)
        }
        if isQuiet, format != .json { mailbox.offer(.quiet) }
        return started
    }

    func fail(_ sentence: String) { finish(failure(ProtocolError(.internalError, sentence))) }

    func abandon() { mailbox.close() }
}
