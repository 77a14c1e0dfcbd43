import Synchronization

/// Tells everybody who listens to a server what has changed.
public final class ChangeFeed: Sendable {
    private struct State {
        var inboxes: [ObjectIdentifier: ChangeInbox] = [:]
        var followers: [Follower] = []
        var isClosed = false
    }

    /// The feed of another form of the server, which may go before this one does.
    private struct Follower: Sendable {
        weak var feed: ChangeFeed?
    }

    private let state = Mutex(State())

    init() {}

    /// How many listen.
    public var listeners: Int { state.withLock { $0.inboxes.count } }

    /// Tells of a change. Never waits for a client.
    public func publish(_ change: Change) {
        let (inboxes, followers) = state.withLock { (Array($0.inboxes.values), $0.followers) }
        for inbox in inboxes { inbox.offer(change) }
        for follower in followers { follower.feed?.publish(change) }
    }

    /// Tells those as well who listen to another feed, and ends that one with this.
    public func lead(_ other: ChangeFeed) {
        let isClosed = state.withLock { state in
            state.followers.removeAll { $0.feed == nil }
            state.followers.append(Follower(feed: other))
            return state.isClosed
        }
        if isClosed { other.close() }
    }

    /// Ends every subscription in good order, as before a shutdown; later ones end at once.
    public func close() {
        let (inboxes, followers) = state.withLock { state in
            state.isClosed = true
            defer { (state.inboxes, state.followers) = ([:], []) }
            return (Array(state.inboxes.values), state.followers)
        }
        for inbox in inboxes { inbox.close() }
        for follower in followers { follower.feed?.close() }
    }

    func attach(_ inbox: ChangeInbox) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.inboxes[ObjectIdentifier(inbox)] = inbox }
            return state.isClosed
        }
        if isClosed { inbox.close() }
    }

    func detach(_ inbox: ChangeInbox) {
        state.withLock { _ = $0.inboxes.removeValue(forKey: ObjectIdentifier(inbox)) }
    }
}
