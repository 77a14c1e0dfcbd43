import Foundation
import GRDB
import Gateway

/// Budgets in the file, which several processes share.
public struct SQLiteBudgets: BudgetStore {
    private let file: SQLiteFile

    /// Creates a store over a file.
    public init(_ file: SQLiteFile) { self.file = file }

    public func update(_ updates: [BudgetUpdate]) async throws -> [BudgetLease] {
        guard !updates.isEmpty else { return [] }
        return try await file.write { database in try updates.map { try Self.apply($0, database) } }
    }

    private static func apply(_ update: BudgetUpdate, _ database: Database) throws -> BudgetLease {
        let account = update.account.blob
        try database.cachedStatement(
            sql: """
                INSERT INTO budget (account, spent, ends) VALUES (?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET spent = spent + excluded.spent
                """
        ).execute(arguments: [account, update.spent.nanodollars, update.ends])
        let total = try spent(account, database)
        var own: Money?
        var others = Money.zero
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT holder, amount FROM budget_holding WHERE account = ? AND until > ?"),
            arguments: [account, update.now])
        while let row = try rows.next() {
            let amount = Money(nanodollars: try row.value(1))
            if try row.text(0) == update.holder { own = amount } else { others += amount }
        }
        let held = update.grant(total: total, own: own, others: others)
        // Slices that have ended go with the next one that is taken.
        try database.cachedStatement(sql: "DELETE FROM budget_holding WHERE account = ? AND (until <= ? OR holder = ?)")
            .execute(arguments: [account, update.now, update.holder.blob])
        if held > .zero {
            try database.cachedStatement(
                sql: "INSERT INTO budget_holding (account, holder, amount, until) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [account, update.holder.blob, held.nanodollars, update.until])
        }
        return BudgetLease(held: held, spent: total)
    }

    public func spent(_ account: String) async throws -> Money {
        try await file.read { try Self.spent(account.blob, $0) }
    }

    private static func spent(_ account: Data, _ database: Database) throws -> Money {
        let statement = try database.cachedStatement(sql: "SELECT spent FROM budget WHERE account = ?")
        let rows = try Row.fetchCursor(statement, arguments: [account])
        guard let row = try rows.next() else { return .zero }
        return Money(nanodollars: try row.value(0))
    }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        try await file.deleteInParts("budget", key: "account", where: "ends < ?", time)
    }
}
