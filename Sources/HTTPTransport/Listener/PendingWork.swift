import MCP
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

    /// One request of those that are answered together.
    struct Part: Sendable {
        let key: Key
        let work: @Sendable () async -> Void
    }

    private let inFlight = InFlight<Key>()
    private let pending = Mutex<[Key: any Pending]>([:])
    /// Those among them that only wait, and are bounded neither in time nor by the number of others.
    private let subscriptions = Mutex<Set<Key>>([])
    private let maxSubscriptions: Int
    private let number = Atomic(0)
    private let maxInFlight: Int
    private let timeout: Duration
    private let keepAlive: Duration

    init(_ configuration: HTTPConfiguration) {
        maxInFlight = configuration.maxInFlight
        maxSubscriptions = configuration.maxSubscriptions
        timeout = configuration.workTimeout
        keepAlive = configuration.keepAliveInterval
    }

    /// How much is worked on, without what only waits.
    var count: Int { pending.withLock { $0.count } - subscriptions.withLock { $0.count } }

    /// A key for a request that no later message can name.
    func unnamed() -> Key { .unnamed(number.add(1, ordering: .relaxed).newValue) }

    /// Starts requests that are answered together; returns the positions of those whose key is in use.
    ///
    /// Throws, having started none, where there is no room for all.
    ///
    /// - Parameters:
    ///   - connection: where the request came.
    ///   - isCancelledWithIt: whether the loss of the connection cancels the work.
    func start(
        _ parts: [Part], _ item: some Pending, on connection: ClientConnection, isCancelledWithIt: Bool
    ) throws(Refusal) -> [Int] {
        guard let claims = claim(parts, for: item) else { throw Self.full }
        var inUse: [Int] = []
        for (position, part) in parts.enumerated() {
            guard claims[position] else {
                inUse.append(position)
                continue
            }
            let start = inFlight.start(part.key, on: connection.executor) { [self] in
                await part.work()
                forget(part.key)
            }
            switch start {
            case .started:
                continue
            case .inUse:
                forget(part.key)
                inUse.append(position)
            case .closed:
                for (part, isClaimed) in zip(parts, claims) where isClaimed { forget(part.key) }
                throw Self.closed
            }
        }
        if isCancelledWithIt {
            connection.watch { [inFlight] in
                for part in parts { inFlight.cancel(part.key) }
                item.abandon()
            }
        }
        return inUse
    }

    /// Starts what stays open until somebody ends it, at the latest the loss of its connection.
    func subscribe(
        _ key: Key, _ item: some Pending, on connection: ClientConnection, _ body: @escaping @Sendable () async -> Void
    ) throws(Refusal) {
        try enter(key, item)
        let start = inFlight.start(key, on: connection.executor) { [self] in
            await body()
            forget(key)
        }
        guard start == .started else {
            forget(key)
            throw Self.closed
        }
        connection.watch { [inFlight] in
            inFlight.cancel(key)
            item.abandon()
        }
    }

    private func enter(_ key: Key, _ item: some Pending) throws(Refusal) {
        let isTaken = subscriptions.withLock { subscriptions in
            subscriptions.count < maxSubscriptions && subscriptions.insert(key).inserted
        }
        guard isTaken else { throw Self.full }
        pending.withLock { $0[key] = item }
    }

    /// Cancels work that the client no longer wants.
    func cancel(_ key: Key) { inFlight.cancel(key) }

    /// Keeps clients informed and ends what takes too long, until the task is cancelled.
    ///
    /// - Parameter also: what else is to be looked after now and then.
    func supervise(also tidy: @Sendable () -> Void = {}) async {
        let shortest = min(keepAlive > .zero ? keepAlive : .seconds(4), timeout, .seconds(4))
        let period = max(shortest / 4, .milliseconds(5))
        while (try? await Task.sleep(for: period)) != nil {
            check(at: .now)
            tidy()
        }
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
            guard subscriptions.withLock({ !$0.contains(key) }), now - started >= timeout else { continue }
            item.fail("The request was stopped after \(timeout), the longest that this server works on one.")
            inFlight.cancel(key)
        }
    }

    /// Which keys were free and now stand for the item; nil where there is no room for all.
    private func claim(_ parts: [Part], for item: some Pending) -> [Bool]? {
        pending.withLock { pending in
            guard pending.count - subscriptions.withLock({ $0.count }) + parts.count <= maxInFlight else { return nil }
            return parts.map { part in
                guard pending[part.key] == nil else { return false }
                pending[part.key] = item
                return true
            }
        }
    }

    private static let full = Refusal(
        .serviceUnavailable, "The server works on as many requests as it can; send this one again in a moment.",
        code: .internalError, fields: ["Retry-After": "1"])

    private static let closed = Refusal(
        .serviceUnavailable, "The server is shutting down.", code: .internalError)

    private func forget(_ key: Key) {
        pending.withLock { _ = $0.removeValue(forKey: key) }
        subscriptions.withLock { _ = $0.remove(key) }
    }
}
