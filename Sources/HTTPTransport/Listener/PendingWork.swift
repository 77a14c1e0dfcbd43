import MCP
import NIOCore
import Synchronization

/// Something that is worked on while a client waits.
protocol Pending: AnyObject, Sendable {
    /// Tells the client, if it is time, that the work goes on; returns when the work began.
    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant
    /// Answers with an error instead of the work's result.
    func fail(_ sentence: String)
    /// Answers nothing; nobody waits for it any more.
    func abandon()
}

/// Everything that is worked on: can be cancelled, is kept alive, and is ended when its time is up.
final class PendingWork: Sendable {
    /// Tells what is worked on apart.
    enum Key: Hashable, Sendable {
        case request(Session.Key, RequestID)
        /// A request that no later message can name.
        case unnamed(Int)
    }

    private let inFlight = InFlight<Key>()
    private let pending = Mutex<[Key: any Pending]>([:])
    private let number = Atomic(0)
    private let timeout: Duration
    private let keepAlive: Duration
    private let disconnects: DisconnectMonitor

    init(_ configuration: HTTPConfiguration, disconnects: DisconnectMonitor) {
        timeout = configuration.workTimeout
        keepAlive = configuration.keepAliveInterval
        self.disconnects = disconnects
    }

    /// How much is worked on.
    var count: Int { inFlight.count }

    /// A key for a request that no later message can name.
    func unnamed() -> Key { .unnamed(number.add(1, ordering: .relaxed).newValue) }

    /// Starts work; false where the key is in use.
    ///
    /// - Parameter channel: the connection whose loss cancels the work; nil: none does.
    func start(
        _ key: Key, _ item: some Pending, cancelledWith channel: (any Channel)?,
        _ work: @escaping @Sendable () async -> Void
    ) -> Bool {
        let isNew = pending.withLock { pending in
            guard pending[key] == nil else { return false }
            pending[key] = item
            return true
        }
        guard isNew else { return false }
        let isStarted = inFlight.start(key) { [self] in
            await work()
            forget(key)
        }
        guard isStarted else {
            forget(key)
            return false
        }
        if let channel {
            disconnects.watch(channel) { [inFlight] in
                inFlight.cancel(key)
                item.abandon()
            }
        }
        return true
    }

    /// Cancels work that the client no longer wants.
    func cancel(_ key: Key) { inFlight.cancel(key) }

    /// Keeps clients informed and ends what takes too long, until the task is cancelled.
    func supervise() async {
        let shortest = min(keepAlive > .zero ? keepAlive : .seconds(4), timeout, .seconds(4))
        let period = max(shortest / 4, .milliseconds(5))
        while (try? await Task.sleep(for: period)) != nil { check(at: .now) }
    }

    /// Answers everything that is still worked on with an error, and cancels it.
    func failAll(_ sentence: String) {
        for (key, item) in pending.withLock({ $0 }) {
            item.fail(sentence)
            inFlight.cancel(key)
        }
    }

    /// Lets nobody wait any more and takes no more work.
    func close() {
        inFlight.close()
        for item in pending.withLock({ Array($0.values) }) { item.abandon() }
    }

    private func check(at now: ContinuousClock.Instant) {
        for (key, item) in pending.withLock({ $0 }) {
            let started = item.check(at: now, keepAlive: keepAlive)
            guard now - started >= timeout else { continue }
            item.fail("The request was stopped after \(timeout), the longest that this server works on one.")
            inFlight.cancel(key)
        }
    }

    private func forget(_ key: Key) { pending.withLock { _ = $0.removeValue(forKey: key) } }
}
