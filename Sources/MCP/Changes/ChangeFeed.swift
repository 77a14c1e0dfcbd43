import Synchronization

/// Tells everybody who listens to a server what has changed.
public final class ChangeFeed: Sendable {
    private struct State {
        var inboxes: [ObjectIdentifier: ChangeInbox] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    init() {}

    /// How many listen.
    public var listeners: Int { state.withLock { $0.inboxes.count } }

    /// Tells of a change. Never waits for a client.
    public func publish(_ change: Change) {
        for inbox in state.withLock({ Array($0.inboxes.values) }) { inbox.offer(change) }
    }

    /// Ends every subscription in good order, as before a shutdown; later ones end at once.
    public func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.inboxes = [:] }
            return Array(state.inboxes.values)
        }
        for inbox in all { inbox.close() }
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
