import Foundation
import GRDB
import Gateway

/// Records in the file.
public struct SQLiteRecords: RecordStore {
    private let file: SQLiteFile

    /// Creates a store over a file.
    public init(_ file: SQLiteFile) { self.file = file }

    public func append(_ records: [StoredRecord]) async throws {
        for record in records { try record.check() }
        guard !records.isEmpty else { return }
        try await file.write { database in
            // An empty blob is bound as NULL.
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO record (caller, kind, id, time, body) VALUES (?, ?, ?, ?, ifnull(?, x''))
                    """)
            for record in records {
                try statement.execute(arguments: [
                    record.caller.blob, record.kind.blob, record.id.blob, record.time, Data(record.body),
                ])
            }
        }
    }

    public func list(_ query: RecordQuery) async throws -> RecordPage {
        let after = query.after ?? RecordCursor(time: .infinity, sequence: .max)
        return try await file.read { database in
            var page = RecordPage(limit: query.limit)
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT sequence, time, id, body FROM record
                    WHERE caller = ? AND kind = ? AND time >= ? AND time < ? AND (time, sequence) < (?, ?)
                    ORDER BY time DESC, sequence DESC
                    """,
                arguments: [
                    query.caller.blob, query.kind.blob, query.since ?? -.infinity, query.until ?? .infinity,
                    after.time, after.sequence,
                ])
            while let row = try rows.next() {
                let place = RecordCursor(time: try row.value(1), sequence: try row.value(0))
                let record = StoredRecord(
                    kind: query.kind, id: try row.text(2), caller: query.caller, time: place.time,
                    body: try row.bytes(3))
                guard page.add(record, at: place) else { break }
            }
            return page
        }
    }

    public func get(_ id: String, kind: String, caller: String) async throws -> StoredRecord? {
        try await file.read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT time, body FROM record WHERE caller = ? AND kind = ? AND id = ?",
                arguments: [caller.blob, kind.blob, id.blob])
            guard let row = try rows.next() else { return nil }
            return StoredRecord(kind: kind, id: id, caller: caller, time: try row.value(0), body: try row.bytes(1))
        }
    }

    public func delete(_ ids: [String], kind: String, caller: String) async throws -> [String] {
        try await file.write { database in
            let statement = try database.cachedStatement(
                sql: "DELETE FROM record WHERE caller = ? AND kind = ? AND id = ?")
            return try ids.filter { id in
                try statement.execute(arguments: [caller.blob, kind.blob, id.blob])
                return database.changesCount > 0
            }
        }
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int {
        try await file.deleteInParts("record", key: "sequence", where: "caller = ?", caller.blob)
    }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        try await file.deleteInParts("record", key: "sequence", where: "time < ?", time)
    }
}
