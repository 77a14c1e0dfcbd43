import Foundation
import GRDB
import Gateway

/// The tables of sets and their rows, within one transaction.
struct VectorTable {
    typealias Found = (id: Int64, about: VectorSet)

    private let database: Database

    init(_ database: Database) { self.database = database }

    // MARK: Sets

    func find(_ name: String, caller: String) throws -> Found? {
        try sets("caller = ? AND name = ?", [caller.blob, name.blob]).first
    }

    func all(caller: String) throws -> [VectorSet] {
        try sets("caller = ? AND name IS NOT NULL ORDER BY name", [caller.blob]).map(\.about)
    }

    private func sets(_ condition: String, _ arguments: StatementArguments) throws -> [Found] {
        let sql = """
            SELECT id, name, model, dimensions, count, bytes, created, changed FROM vector_set WHERE \(condition)
            """
        var sets: [Found] = []
        let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            let about = VectorSet(
                name: try row.text(1), model: try row.text(2), dimensions: try row.value(3),
                count: try row.value(4), bytes: try row.value(5), created: try row.value(6), changed: try row.value(7))
            sets.append((try row.value(0), about))
        }
        return sets
    }

    func insert(_ set: VectorSet, caller: String) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO vector_set (caller, name, model, dimensions, count, bytes, created, changed)
                VALUES (?, ?, ?, ?, 0, 0, ?, ?)
                """,
            arguments: [
                caller.blob, set.name.blob, set.model.blob, set.dimensions, set.created, set.changed,
            ])
        return database.lastInsertedRowID
    }

    func update(_ set: Found) throws {
        try database.execute(
            sql: "UPDATE vector_set SET count = ?, bytes = ?, changed = ? WHERE id = ?",
            arguments: [set.about.count, set.about.bytes, set.about.changed, set.id])
    }

    /// How much there is: sets and bytes of a caller, and bytes of all.
    func sums(caller: String) throws -> (sets: Int, bytes: Int, total: Int) {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT ifnull(sum(caller = ?1), 0), ifnull(sum(bytes) FILTER (WHERE caller = ?1), 0),
                    ifnull(sum(bytes), 0)
                FROM vector_set WHERE name IS NOT NULL
                """, arguments: [caller.blob])
        return try row.map { (try $0.value(0), try $0.value(1), try $0.value(2)) } ?? (0, 0, 0)
    }

    /// Takes the name off a set, so that nobody finds it any more; false if there is none.
    func drop(_ name: String, caller: String) throws -> Bool {
        try database.execute(
            sql: "UPDATE vector_set SET name = NULL, caller = NULL WHERE caller = ? AND name = ?",
            arguments: [caller.blob, name.blob])
        return database.changesCount > 0
    }

    func dropAll(caller: String) throws -> Int {
        try database.execute(
            sql: "UPDATE vector_set SET name = NULL, caller = NULL WHERE caller = ?", arguments: [caller.blob])
        return database.changesCount
    }

    // MARK: Rows

    /// Ids of the rows of a set: its own id above, the position of the row below.
    private static func ids(of set: Int64) -> ClosedRange<Int64> { set << 32...(set << 32 | 0xFFFF_FFFF) }

    /// Puts one row into a set and counts it.
    func put(_ rows: VectorRows, _ row: Int, into set: inout Found) throws {
        let (key, text) = (rows.keys[row].blob, rows.texts[row].blob)
        let vector = Data(rows.vector(row))
        let known = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT id, length(text) FROM vector_row WHERE set_id = ? AND key = ?"),
            arguments: [set.id, key])
        // An empty blob is bound as NULL.
        if let old = try known.next() {
            let (id, length): (Int64, Int) = (try old.value(0), try old.value(1))
            try database.cachedStatement(sql: "UPDATE vector_row SET text = ifnull(?, x''), vector = ? WHERE id = ?")
                .execute(arguments: [text, vector, id])
            set.about.bytes += text.count - length
        } else {
            let sql = "INSERT INTO vector_row (id, set_id, key, text, vector) VALUES (?, ?, ?, ifnull(?, x''), ?)"
            try database.cachedStatement(sql: sql).execute(arguments: [
                Self.ids(of: set.id).lowerBound + Int64(set.about.count), set.id, key, text, vector,
            ])
            set.about.count += 1
            set.about.bytes += key.count + text.count + rows.stride
        }
    }

    /// Hands the rows behind a position over for as long as `take` wants more.
    func rows(
        of set: Int64, after: Int64?,
        _ take: (_ key: String, _ text: String, _ vector: UnsafeRawBufferPointer, VectorCursor) -> Bool
    ) throws {
        let ids = Self.ids(of: set)
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT id, key, text, vector FROM vector_row WHERE id > ? AND id <= ? ORDER BY id"),
            arguments: [max(after ?? .min, ids.lowerBound - 1), ids.upperBound])
        while let row = try rows.next() {
            let (key, text) = (try row.text(1), try row.text(2))
            let place = VectorCursor(set: set, position: try row.value(0))
            let goesOn = try row.withUnsafeData(atIndex: 3) { vector in
                (vector ?? Data()).withUnsafeBytes { take(key, text, $0, place) }
            }
            guard goesOn else { return }
        }
    }

    /// Deletes a part of what belongs to sets that were dropped; false when nothing is left.
    func sweep() throws -> Bool {
        guard let set = try Int64.fetchOne(database, sql: "SELECT id FROM vector_set WHERE name IS NULL LIMIT 1") else {
            guard let pages = try Int.fetchOne(database, sql: "PRAGMA freelist_count"), pages > 0 else { return false }
            try database.execute(sql: "PRAGMA incremental_vacuum(4096)")
            return pages > 4096
        }
        let ids = Self.ids(of: set)
        let sql = """
            DELETE FROM vector_row WHERE id IN (SELECT id FROM vector_row WHERE id BETWEEN ? AND ? LIMIT 2000)
            """
        try database.execute(sql: sql, arguments: [ids.lowerBound, ids.upperBound])
        if database.changesCount == 0 {
            try database.execute(sql: "DELETE FROM vector_set WHERE id = ?", arguments: [set])
        }
        return true
    }
}
