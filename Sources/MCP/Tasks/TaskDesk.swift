import JSON
import Synchronization

/// The tasks of a server: begins them, finds them for their owners, and takes them up again after a restart.
public final class TaskDesk: Sendable {
    /// How long tasks live and how many there may be.
    public struct Limits: Sendable {
        /// Milliseconds for which a task is kept where its client does not say.
        public var lifetime = 3_600_000
        /// Milliseconds for which a task is kept at most.
        public var longestLifetime = 7 * 24 * 3_600_000
        /// Milliseconds that a client should wait before it asks again.
        public var pollInterval = 1000
        /// Tasks that one owner may have under way.
        public var perOwner = 100

        /// Creates the limits with every default.
        public init() {}
    }

    private let store: any TaskStore
    private let limits: Limits
    private let now: @Sendable () -> Double
    private let running = Mutex<[String: RunningTask]>([:])
    private let feeds = Mutex<[Listener]>([])

    /// A server may go before the desk does.
    private struct Listener: Sendable {
        weak var feed: ChangeFeed?
    }

    /// Creates a desk over a store.
    public init(
        store: any TaskStore = MemoryTasks(), limits: Limits = Limits(),
        now: @escaping @Sendable () -> Double = WallClock.now
    ) {
        self.store = store
        self.limits = limits
        self.now = now
    }

    /// How many are under way.
    public var count: Int { running.withLock { $0.count } }

    // MARK: Beginning

    /// Keeps a new task and begins its work; it can be found before this returns.
    ///
    /// - Parameter lifetime: milliseconds that the client wants it kept.
    func begin(
        _ tool: String, arguments: JSONView?, owner: String, lifetime: Int?,
        _ body: @escaping @Sendable (RunningTask) async throws -> TaskOutcome
    ) async throws -> TaskRecord {
        let time = now()
        let record = TaskRecord(
            id: Self.newID(), owner: owner, tool: tool,
            arguments: arguments.map { Array($0.raw) } ?? Array("{}".utf8), created: time, updated: time,
            lifetime: min(max(lifetime ?? limits.lifetime, 1), limits.longestLifetime),
            pollInterval: limits.pollInterval)
        let task = runningTask(record)
        let isFull = running.withLock { running in
            guard running.count < limits.perOwner * 100 else { return true }
            running[record.id] = task
            return false
        }
        var mine = 0
        for other in running.withLock({ Array($0.values) }) {
            let record = await other.record
            if record.owner == owner { mine += 1 }
            // What waits for a client that never comes back would take its place for ever.
            guard record.status == .inputRequired, record.expires <= time else { continue }
            _ = await other.cancel("The task expired before it was answered.")
        }
        guard !isFull, mine <= limits.perOwner else {
            forget(record.id)
            throw ProtocolError(
                .internalError, "\(limits.perOwner) tasks of yours are under way; wait for one to end, or cancel one.")
        }
        do {
            try await store.put(record)
        } catch {
            forget(record.id)
            throw error
        }
        await start(task, body)
        return record
    }

    private func runningTask(_ record: TaskRecord) -> RunningTask {
        RunningTask(record, store: store, now: now) { [weak self] in
            for listener in self?.feeds.withLock({ $0 }) ?? [] { listener.feed?.publish(.task(record.id)) }
        }
    }

    private func start(
        _ task: RunningTask, _ body: @escaping @Sendable (RunningTask) async throws -> TaskOutcome
    ) async {
        let id = await task.record.id
        await task.start({ try await body(task) }, onEnd: { [weak self] in self?.forget(id) })
    }

    private func forget(_ id: String) { running.withLock { _ = $0.removeValue(forKey: id) } }

    /// Tells a server's listeners of changes.
    func tell(_ feed: ChangeFeed) {
        feeds.withLock { feeds in
            feeds.removeAll { $0.feed == nil }
            feeds.append(Listener(feed: feed))
        }
    }

    // MARK: Finding

    /// A task and what it waits for; throws `invalidParams` where its caller has no such task.
    func find(_ id: String, of owner: String) async throws -> Found {
        if let task = running.withLock({ $0[id] }) {
            let record = await task.record
            guard record.owner == owner else { throw Self.unknown(id) }
            return Found(record: record, questions: await task.openQuestions, running: task)
        }
        guard let record = try await store.task(id, of: owner), record.expires > now() else { throw Self.unknown(id) }
        return Found(record: record, questions: [], running: nil)
    }

    /// A page of an owner's tasks, newest first.
    func list(of owner: String, after id: String?) async throws -> (tasks: [TaskRecord], next: String?) {
        if let id, try await store.task(id, of: owner) == nil { throw ProtocolError.unknownCursor }
        let page = 50
        let kept = try await store.tasks(of: owner, after: id, limit: page + 1)
        var tasks: [TaskRecord] = []
        for record in kept.prefix(page) {
            let task = running.withLock { $0[record.id] }
            let current = await task?.record ?? record
            if current.expires > now() || !current.status.isFinal { tasks.append(current) }
        }
        return (tasks, kept.count > page ? kept[page - 1].id : nil)
    }

    /// A task that was found.
    struct Found: Sendable {
        let record: TaskRecord
        let questions: [(key: String, request: InputRequest)]
        /// nil: it has ended, or was begun by a process that has.
        let running: RunningTask?
    }

    static func unknown(_ id: String) -> ProtocolError {
        ProtocolError(
            .invalidParams, "There is no task \(id.prefix(80).debugDescription) of yours; it may have expired.")
    }

    // MARK: Life of the process

    /// Takes up what an earlier process left unfinished.
    ///
    /// - Parameter server: has the tools that the tasks call.
    public func resume(on server: Server, as principal: @escaping @Sendable (String) -> any Principal) async throws {
        for record in try await store.unfinished() where running.withLock({ $0[record.id] }) == nil {
            let task = runningTask(record)
            running.withLock { $0[record.id] = task }
            await start(task) { task in
                guard record.memory != nil, let tool = server.tools.tool(named: record.tool) else {
                    throw ProtocolError(
                        .internalError, "The server was restarted while the task was under way; call the tool again.")
                }
                return try await tool.outcome(of: task, record, server: server, principal: principal(record.owner))
            }
        }
    }

    /// Interrupts the work of all tasks and leaves them as they are, for another process to take up.
    public func suspend() async {
        for task in running.withLock({ Array($0.values) }) { await task.suspend() }
    }

    private static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return "task-" + [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
    }
}
