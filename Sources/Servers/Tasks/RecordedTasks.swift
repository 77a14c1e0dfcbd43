import Gateway
import JSON
import MCP
import Synchronization

/// Tasks as records of a store, so that they outlive the process.
///
/// The time of a record is when its task may be forgotten: a store that lets go of old records keeps every task as long as
/// its client was told. Beside the tasks there is an index of those that have not ended, under a caller that nobody is.
public final class RecordedTasks: TaskStore {
    private static let kind = "task"
    private static let open = "open task"
    /// A name that no caller has.
    private static let index = "openai-mcp, tasks of all callers"

    private let records: any RecordStore
    /// Ids of tasks that stand in the index, as far as this process knows.
    private let indexed = Mutex<Set<String>>([])

    /// Creates a store of tasks over one of records.
    public init(_ records: any RecordStore) { self.records = records }

    public func put(_ task: TaskRecord) async throws {
        let isIndexed = indexed.withLock { $0.contains(task.id) }
        var changes = [
            StoredRecord(kind: Self.kind, id: task.id, caller: task.owner, time: task.expires, body: body(of: task))
        ]
        if !task.status.isFinal, !isIndexed {
            let owner: JSONValue = ["owner": .string(task.owner)]
            changes.append(
                StoredRecord(kind: Self.open, id: task.id, caller: Self.index, time: task.expires, body: owner.encoded))
        }
        try await records.append(changes)
        if task.status.isFinal {
            _ = try await records.delete([task.id], kind: Self.open, caller: Self.index)
            indexed.withLock { _ = $0.remove(task.id) }
        } else {
            indexed.withLock { _ = $0.insert(task.id) }
        }
    }

    public func task(_ id: String, of owner: String) async throws -> TaskRecord? {
        try await records.get(id, kind: Self.kind, caller: owner).flatMap { TaskRecord($0.body) }
    }

    public func tasks(of owner: String, after id: String?, limit: Int) async throws -> [TaskRecord] {
        // They lie in the order in which they end; a client wants that in which they began.
        let all = try await all(Self.kind, of: owner).compactMap { TaskRecord($0.body) }
            .sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        guard let id else { return Array(all.prefix(limit)) }
        guard let place = all.firstIndex(where: { $0.id == id }) else { return [] }
        return Array(all[(place + 1)...].prefix(limit))
    }

    public func unfinished() async throws -> [TaskRecord] {
        var tasks: [TaskRecord] = []
        for entry in try await all(Self.open, of: Self.index) {
            guard let owner = try? JSONDocument(entry.body).root["owner"]?.string,
                let task = try await task(entry.id, of: owner), !task.status.isFinal
            else {
                _ = try await records.delete([entry.id], kind: Self.open, caller: Self.index)
                continue
            }
            indexed.withLock { _ = $0.insert(task.id) }
            tasks.append(task)
        }
        return tasks
    }

    private func all(_ kind: String, of caller: String) async throws -> [StoredRecord] {
        var found: [StoredRecord] = []
        var cursor: RecordCursor?
        repeat {
            let page = try await records.list(RecordQuery(kind: kind, caller: caller, limit: 1000, after: cursor))
            found += page.records
            cursor = page.next
        } while cursor != nil
        return found
    }

    /// Arguments that hold whole files may be too large to be kept; what goes on at the provider needs them no more.
    private func body(of task: TaskRecord) -> [UInt8] {
        let whole = task.encoded
        guard whole.count > StoredRecord.largestBody else { return whole }
        var copy = task
        copy.arguments = Array("{}".utf8)
        return copy.encoded
    }
}
