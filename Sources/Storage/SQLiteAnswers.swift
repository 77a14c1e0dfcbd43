import Foundation
import GRDB
import Gateway

/// Answers in the file, to be served again by this process and later ones.
public struct SQLiteAnswers: AnswerStore {
    private let file: SQLiteFile

    /// Creates a store over a file.
    public init(_ file: SQLiteFile) { self.file = file }

    public func get(_ key: CacheKey) async throws -> (answer: KeptAnswer, time: Double)? {
        try await file.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT time, is_stream, content_type, provider, body FROM answer WHERE scope = ? AND request = ?
                    """)
            let rows = try Row.fetchCursor(statement, arguments: [key.scope.blob, Data(key.bytes)])
            guard let row = try rows.next() else { return nil }
            let (type, provider) = (try row.text(2), try row.text(3))
            let answer = KeptAnswer(
                contentType: type.isEmpty ? nil : type, body: try row.bytes(4), isStream: try row.value(1),
                provider: provider.isEmpty ? nil : provider)
            return (answer, try row.value(0))
        }
    }

    public func put(_ answer: KeptAnswer, for key: CacheKey, at time: Double, within bytes: Int) async throws {
        try await file.write { database in
            let size = answer.body.count + key.bytes.count + key.scope.utf8.count
            guard size <= bytes else { return }
            let (scope, request) = (key.scope.blob, Data(key.bytes))
            try database.cachedStatement(sql: "DELETE FROM answer WHERE scope = ? AND request = ?")
                .execute(arguments: [scope, request])
            // An empty blob is bound as NULL.
            try database.cachedStatement(
                sql: """
                    INSERT INTO answer (scope, request, time, is_stream, content_type, provider, body, size)
                    VALUES (?, ?, ?, ?, ifnull(?, x''), ifnull(?, x''), ifnull(?, x''), ?)
                    """
            ).execute(arguments: [
                scope, request, time, answer.isStream, (answer.contentType ?? "").blob, (answer.provider ?? "").blob,
                Data(answer.body), size,
            ])
            while try Int.fetchOne(database, sql: "SELECT bytes FROM answer_total") ?? 0 > bytes {
                // A twentieth at a time, so that not every answer waits for another to go.
                try database.execute(
                    sql: """
                        DELETE FROM answer WHERE sequence IN
                            (SELECT sequence FROM answer ORDER BY time, sequence LIMIT
                                (SELECT max(1, count(*) / 20) FROM answer))
                        """)
            }
        }
    }

    @discardableResult
    public func erase(scope: String) async throws -> Int {
        try await file.deleteInParts("answer", key: "sequence", where: "scope = ?", scope.blob)
    }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        try await file.deleteInParts("answer", key: "sequence", where: "time < ?", time)
    }
}
