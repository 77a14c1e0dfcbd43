import MCP
import Synchronization

/// What this process remembers of sessions: log levels, followed resources, questions that wait for replies.
///
/// Ids of sessions hold what any replica needs; this is what only one of them knows. Bounded: past `capacity` the session
/// that was used longest ago begins anew.
final class LiveSessions: Sendable {
    private struct Entry {
        let state: SessionState
        var lastUse: Int
    }

    private struct Table {
        var entries: [Session.Key: Entry] = [:]
        var uses = 0
    }

    private let table = Mutex(Table())
    private let capacity: Int

    init(capacity: Int = 16_384) { self.capacity = capacity }

    func state(of key: Session.Key) -> SessionState {
        table.withLock { table in
            table.uses += 1
            if let entry = table.entries[key] {
                table.entries[key]?.lastUse = table.uses
                return entry.state
            }
            if table.entries.count >= capacity { Self.forgetOldest(&table) }
            let state = SessionState()
            table.entries[key] = Entry(state: state, lastUse: table.uses)
            return state
        }
    }

    /// Ends a session: what it waits for comes no more.
    func end(_ key: Session.Key) { table.withLock { $0.entries.removeValue(forKey: key) }?.state.end() }

    /// Forgets an eighth at once, so that a full table costs no walk for each new session.
    private static func forgetOldest(_ table: inout Table) {
        let oldest = table.entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(table.entries.count / 8 + 1)
        for (key, entry) in oldest {
            table.entries[key] = nil
            entry.state.end()
        }
    }
}
