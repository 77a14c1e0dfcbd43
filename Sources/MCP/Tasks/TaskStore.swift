import Synchronization

/// Where tasks are kept, so that they outlive the process that began them.
public protocol TaskStore: Sendable {
    /// Keeps a task; one of the same id is replaced.
    func put(_ task: TaskRecord) async throws

    /// The task of an id, or nil; one of another owner counts as none.
    func task(_ id: String, of owner: String) async throws -> TaskRecord?

    /// An owner's tasks, newest first, behind the one of an id.
    func tasks(of owner: String, after id: String?, limit: Int) async throws -> [TaskRecord]

    /// Tasks of all owners that have not ended, as after a restart.
    func unfinished() async throws -> [TaskRecord]
}

/// Tasks that end with the process. Bounded: past `capacity` those go that ended longest ago.
public final class MemoryTasks: TaskStore {
    private let records = Mutex<[String: TaskRecord]>([:])
    private let now: @Sendable () -> Double
    private let capacity: Int

    /// Creates an empty store.
    public init(capacity: Int = 8192, now: @escaping @Sendable () -> Double = WallClock.now) {
        self.capacity = capacity
        self.now = now
    }

    public func put(_ task: TaskRecord) async throws {
        let now = now()
        records.withLock { records in
            records[task.id] = task
            // Every so often, so that a task costs no walk over all.
            guard records.count % 64 == 0 else { return }
            records = records.filter { !$0.value.status.isFinal || $0.value.expires > now }
            guard records.count > capacity else { return }
            let ended = records.values.filter(\.status.isFinal).sorted { $0.updated < $1.updated }
            for record in ended.prefix(records.count - capacity) { records[record.id] = nil }
        }
    }

    public func task(_ id: String, of owner: String) async throws -> TaskRecord? {
        records.withLock { $0[id] }.flatMap { $0.owner == owner ? $0 : nil }
    }

    public func tasks(of owner: String, after id: String?, limit: Int) async throws -> [TaskRecord] {
        let all = records.withLock { $0.values.filter { $0.owner == owner } }
            .sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        guard let id else { return Array(all.prefix(limit)) }
        guard let place = all.firstIndex(where: { $0.id == id }) else { return [] }
        return Array(all[(place + 1)...].prefix(limit))
    }

    public func unfinished() async throws -> [TaskRecord] {
        records.withLock { $0.values.filter { !$0.status.isFinal } }
    }
}
