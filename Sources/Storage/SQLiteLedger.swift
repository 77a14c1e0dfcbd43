import Foundation
import GRDB
import Gateway

/// The ledger in the file.
public struct SQLiteLedger: LedgerStore {
    private let file: SQLiteFile

    /// Creates a ledger over a file.
    public init(_ file: SQLiteFile) { self.file = file }

    public func append(_ entries: [LedgerEntry]) async throws {
        guard !entries.isEmpty else { return }
        try await file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO ledger
                        (id, time, caller, server, tool, provider, model, outcome, cached, input, output, cost, latency,
                        line)
                    VALUES (?, ?, ?, ifnull(?, x''), ?, ifnull(?, x''), ifnull(?, x''), ?, ?, ?, ?, ?, ?, ?)
                    """)
            // An empty blob is bound as NULL.
            for entry in entries {
                try statement.execute(arguments: [
                    entry.id.blob, entry.time, entry.caller.blob, entry.server.blob, entry.tool.blob,
                    (entry.provider ?? "").blob, (entry.model ?? "").blob, entry.outcome.blob, entry.source != nil,
                    entry.usage?.input ?? 0, entry.usage?.output ?? 0, entry.cost?.nanodollars ?? 0, entry.latency,
                    Data(entry.line),
                ])
            }
        }
    }

    public func list(_ query: LedgerQuery) async throws -> LedgerPage {
        try await file.read { database in
            let (condition, arguments) = Self.condition(query.caller, query.since, query.until)
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT sequence, line FROM ledger WHERE \(condition) AND sequence > ? ORDER BY sequence LIMIT ?",
                arguments: arguments + [query.after ?? 0, query.limit + 1])
            var page = LedgerPage(entries: [], next: nil)
            var last: Int64 = 0
            while let row = try rows.next() {
                guard page.entries.count < query.limit else {
                    page.next = last
                    break
                }
                guard let entry = LedgerEntry(line: try row.bytes(1)) else { throw StoreFailure.damaged }
                page.entries.append(entry)
                last = try row.value(0)
            }
            return page
        }
    }

    public func sums(_ query: UsageQuery) async throws -> [UsageSum] {
        try await file.read { database in
            let (condition, arguments) = Self.condition(query.caller, query.since, query.until)
            let columns = query.by.map(\.column)
            let group = columns.isEmpty ? "" : "GROUP BY \(columns.joined(separator: ", "))"
            let order = columns.isEmpty ? "" : "ORDER BY \(columns.joined(separator: ", "))"
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \((columns + Self.sums).joined(separator: ", ")) FROM ledger
                    WHERE \(condition) \(group) \(order)
                    """, arguments: arguments)
            var sums: [UsageSum] = []
            while let row = try rows.next() {
                var sum = UsageSum(group: try columns.indices.map { try row.text($0) })
                let start = columns.count
                sum.calls = try row.value(start)
                guard sum.calls > 0 else { continue }
                sum.failures = try row.value(start + 1)
                sum.cached = try row.value(start + 2)
                sum.input = try row.value(start + 3)
                sum.output = try row.value(start + 4)
                sum.cost = Money(nanodollars: try row.value(start + 5))
                sum.latency = try row.value(start + 6)
                sums.append(sum)
            }
            return sums
        }
    }

    private static let sums = [
        "count(*)", "ifnull(sum(outcome <> CAST('ok' AS BLOB)), 0)", "ifnull(sum(cached), 0)", "ifnull(sum(input), 0)",
        "ifnull(sum(output), 0)", "ifnull(sum(cost), 0)", "ifnull(sum(latency), 0.0)",
    ]

    @discardableResult
    public func erase(caller: String) async throws -> Int {
        try await file.deleteInParts("ledger", key: "sequence", where: "caller = ?", caller.blob)
    }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        try await file.deleteInParts("ledger", key: "sequence", where: "time < ?", time)
    }

    private static func condition(
        _ caller: String?, _ since: Double?, _ until: Double?
    ) -> (String, StatementArguments) {
        let times: StatementArguments = [since ?? -.infinity, until ?? .infinity]
        guard let caller else { return ("time >= ? AND time < ?", times) }
        return ("time >= ? AND time < ? AND caller = ?", times + [caller.blob])
    }
}

extension UsageQuery.Facet {
    /// The column, or what stands for it; text as a blob.
    fileprivate var column: String {
        switch self {
        case .day: "CAST(date(time, 'unixepoch') AS BLOB)"
        case .month: "CAST(strftime('%Y-%m', time, 'unixepoch') AS BLOB)"
        case .caller: "caller"
        case .server: "server"
        case .tool: "tool"
        case .provider: "provider"
        case .model: "model"
        case .outcome: "outcome"
        }
    }
}
