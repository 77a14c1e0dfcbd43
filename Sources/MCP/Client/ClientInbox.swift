import JSON
import Synchronization

/// Where a client's messages go that are no replies.
final class ClientInbox: Sendable {
    typealias ProgressHandler = @Sendable (JSONView) -> Void

    private struct State {
        var progress: [Int: ProgressHandler] = [:]
        var subscriptions: [Int: Subscriber] = [:]
    }

    /// Somebody who wants to hear of changes.
    struct Subscriber: Sendable {
        let inbox: ChangeInbox
        /// Hears what the server has agreed to tell of.
        let acknowledge: @Sendable (JSONView?) -> Void
    }

    private let state = Mutex(State())
    private let takeLog: (@Sendable (LogMessage) -> Void)?

    init(takeLog: (@Sendable (LogMessage) -> Void)?) { self.takeLog = takeLog }

    func follow(_ token: Int, _ handler: ProgressHandler?) { state.withLock { $0.progress[token] = handler } }

    func attach(_ id: Int, _ subscriber: Subscriber) { state.withLock { $0.subscriptions[id] = subscriber } }

    /// Takes a subscriber out; false where it was not there.
    @discardableResult
    func detach(_ id: Int) -> Bool { state.withLock { $0.subscriptions.removeValue(forKey: id) != nil } }

    /// Nothing comes any more.
    func close() {
        let all = state.withLock { state in
            defer { state.subscriptions = [:] }
            return Array(state.subscriptions.values)
        }
        for subscriber in all { subscriber.inbox.close() }
    }

    /// Takes a notification.
    func receive(_ method: String, _ params: JSONView?) {
        switch method {
        case "notifications/progress":
            guard let token = params?["progressToken"]?.int, let params else { return }
            state.withLock { $0.progress[token] }?(params)
        case "notifications/message":
            if let message = LogMessage(params) { takeLog?(message) }
        case "notifications/subscriptions/acknowledged":
            subscribers(params).first?.acknowledge(params?["notifications"])
        default:
            guard let change = Change(method, params) else { return }
            for subscriber in subscribers(params) { subscriber.inbox.offer(change) }
        }
    }

    /// The one whose subscription a message names; without a name, as until 2025-11-25, everybody.
    private func subscribers(_ params: JSONView?) -> [Subscriber] {
        let id = params?["_meta"]?[MetaKey.subscriptionID]
        return state.withLock { state in
            guard let id else { return Array(state.subscriptions.values) }
            return id.int.flatMap { state.subscriptions[$0] }.map { [$0] } ?? []
        }
    }
}

extension Change {
    /// Reads a notification; nil where it tells of no change.
    init?(_ method: String, _ params: JSONView?) {
        switch method {
        case "notifications/tools/list_changed": self = .tools
        case "notifications/prompts/list_changed": self = .prompts
        case "notifications/resources/list_changed": self = .resourceList
        case "notifications/resources/updated":
            guard let uri = params?["uri"]?.string else { return nil }
            self = .resource(uri)
        case "notifications/tasks", "notifications/tasks/status":
            guard let id = params?["taskId"]?.string else { return nil }
            self = .task(id)
        default: return nil
        }
    }
}
