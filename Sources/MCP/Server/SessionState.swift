import Synchronization

/// What a server remembers of one client of a handshake revision, or of one connection over stdio.
public final class SessionState: Sendable {
    private struct State {
        var level: LogLevel?
        var resources: Set<String> = []
        var inbox: ChangeInbox?
    }

    /// Most resources that one session may follow.
    static let resourceLimit = 1000

    /// What the client has been asked and has not answered.
    public let inquiries = Inquiries()
    private let state = Mutex(State())

    /// Begins with nothing.
    public init() {}

    /// Least severity of log messages that the client wants; nil: it has not said.
    var logLevel: LogLevel? {
        get { state.withLock { $0.level } }
        set { state.withLock { $0.level = newValue } }
    }

    /// Follows a resource; false where there are too many.
    func follow(_ uri: String) -> Bool {
        state.withLock { state in
            guard state.resources.contains(uri) || state.resources.count < Self.resourceLimit else { return false }
            state.resources.insert(uri)
            state.inbox?.filter.resources.insert(uri)
            return true
        }
    }

    /// Follows a resource no more.
    func unfollow(_ uri: String) {
        state.withLock { state in
            state.resources.remove(uri)
            state.inbox?.filter.resources.remove(uri)
        }
    }

    /// Hears of changes from now on, of all lists and of what is followed. A later listener takes the place of an
    /// earlier one.
    func listen(to server: Server) -> ChangeInbox {
        let (inbox, earlier) = state.withLock { state in
            let inbox = ChangeInbox(
                ChangeFilter(tools: true, prompts: true, resourceList: true, resources: state.resources))
            defer { state.inbox = inbox }
            return (inbox, state.inbox)
        }
        earlier?.close()
        server.changes.attach(inbox)
        return inbox
    }

    /// Tells of changes from now on, until the task is cancelled or the session ends.
    public func announce(_ server: Server, to outlet: any Outlet) async {
        await announce(listen(to: server), of: server, to: outlet)
    }

    func announce(_ inbox: ChangeInbox, of server: Server, to outlet: any Outlet) async {
        while case let news = await inbox.take(), !news.isEmpty {
            for change in news { await outlet.send(change.notification(for: nil)) }
        }
        server.changes.detach(inbox)
    }

    /// Nobody listens or waits any more.
    public func end() {
        inquiries.close()
        state.withLock { $0.inbox }?.close()
    }
}
