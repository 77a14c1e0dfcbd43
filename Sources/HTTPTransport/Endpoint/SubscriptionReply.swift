import MCP
import Synchronization

/// The stream of a subscription, between what it listens to and the connection that it is written to.
final class SubscriptionReply: Pending {
    let subscription: ServedSubscription
    private let started = ContinuousClock.now
    private let lastSent: Mutex<ContinuousClock.Instant>
    private let onEnd: @Sendable () -> Void

    /// - Parameter onEnd: told that nobody reads it any more.
    init(_ subscription: ServedSubscription, onEnd: @escaping @Sendable () -> Void) {
        self.subscription = subscription
        self.onEnd = onEnd
        lastSent = Mutex(started)
    }

    /// The events that come next; nil after the last.
    func next() async -> [UInt8]? {
        guard let news = await subscription.next() else { return nil }
        lastSent.withLock { $0 = .now }
        guard !news.isEmpty else { return EventStream.comment }
        var events: [UInt8] = []
        for message in news { EventStream.append(message, to: &events) }
        return events
    }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant {
        if keepAlive > .zero, lastSent.withLock({ now - $0 >= keepAlive }) { subscription.wake() }
        return started
    }

    /// It ends with its answer, which is no error.
    func fail(_ sentence: String) { subscription.close() }

    func abandon() {
        onEnd()
        subscription.close()
    }
}
