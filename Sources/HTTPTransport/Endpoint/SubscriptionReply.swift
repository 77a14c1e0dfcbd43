import MCP
import NIOHTTP1
import Synchronization

/// The stream of a subscription, between what it listens to and the connection that it is written to.
final class SubscriptionReply: Pending, AnswerSource {
    private struct State {
        var lastSent: ContinuousClock.Instant
        var hasHead = false
    }

    private enum Item: Sendable {
        case events([UInt8])
        case last([UInt8])
    }

    private let subscription: ServedSubscription
    private let mailbox = Mailbox<Item>()
    private let started = ContinuousClock.now
    private let state: Mutex<State>

    init(_ subscription: ServedSubscription) {
        self.subscription = subscription
        state = Mutex(State(lastSent: started))
    }

    /// Listens until the subscription is closed, and writes no faster than the client reads.
    func run() async {
        await give([await subscription.begin()])
        while let news = await subscription.next() { await give(news) }
        var events: [UInt8] = []
        EventStream.append(subscription.reply.bytes, to: &events)
        mailbox.offer(.last(events))
    }

    private func give(_ messages: [[UInt8]]) async {
        state.withLock { $0.lastSent = .now }
        var events: [UInt8] = messages.isEmpty ? EventStream.comment : []
        for message in messages { EventStream.append(message, to: &events) }
        await mailbox.give(.events(events), weight: events.count)
    }

    // MARK: AnswerSource

    func onNews(_ tell: @escaping @Sendable () -> Void) { mailbox.onNews(tell) }

    func next() -> AnswerStep {
        guard let items = mailbox.take() else { return .broken }
        guard !items.isEmpty else { return .wait }
        let hadHead = state.withLock { state in
            defer { state.hasHead = true }
            return state.hasHead
        }
        var bytes: [UInt8] = []
        var isLast = false
        for item in items {
            switch item {
            case .events(let events): bytes += events
            case .last(let events):
                bytes += events
                isLast = true
            }
        }
        return .piece(head: hadHead ? nil : (.ok, EventStream.fields), bytes, isLast: isLast)
    }

    func abandon() {
        subscription.close()
        mailbox.close()
    }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant {
        if keepAlive > .zero, state.withLock({ now - $0.lastSent >= keepAlive }) { subscription.wake() }
        return started
    }

    /// It ends with its answer, which is no error.
    func fail(_ sentence: String) { subscription.close() }
}
