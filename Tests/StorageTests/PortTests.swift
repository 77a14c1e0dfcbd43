import Gateway
import Storage
import TestSupport
import Testing

/// Every port over every store.
@Suite struct PortTests {
    enum Store: String, CaseIterable, CustomTestStringConvertible {
        case memory, sqlite
        var testDescription: String { rawValue }
    }

    @Test(arguments: RecordSuite.checks, Store.allCases)
    func records(check: PortCheck<any RecordStore>, store: Store) async throws {
        let folder = TemporaryFolder()
        switch store {
        case .memory: try await check.run(MemoryRecords())
        case .sqlite: try await check.run(SQLiteRecords(SQLiteFile(folder: folder.path)))
        }
    }

    @Test(arguments: VectorSuite.checks, Store.allCases)
    func vectorSets(check: PortCheck<any VectorSets>, store: Store) async throws {
        let folder = TemporaryFolder()
        switch store {
        case .memory: try await check.run(MemoryVectorSets(limits: VectorSuite.limits))
        case .sqlite:
            try await check.run(SQLiteVectorSets(SQLiteFile(folder: folder.path), limits: VectorSuite.limits))
        }
    }

    @Test(arguments: LedgerSuite.checks, Store.allCases)
    func ledgers(check: PortCheck<any LedgerStore>, store: Store) async throws {
        let folder = TemporaryFolder()
        switch store {
        case .memory: try await check.run(MemoryLedger())
        case .sqlite: try await check.run(SQLiteLedger(SQLiteFile(folder: folder.path)))
        }
    }

    @Test(arguments: BudgetSuite.checks, Store.allCases)
    func budgets(check: PortCheck<any BudgetStore>, store: Store) async throws {
        let folder = TemporaryFolder()
        switch store {
        case .memory: try await check.run(MemoryBudgets())
        case .sqlite: try await check.run(SQLiteBudgets(SQLiteFile(folder: folder.path)))
        }
    }

    /// A store behind a retention of many days behaves like the store.
    @Test(arguments: RecordSuite.checks)
    func retained(check: PortCheck<any RecordStore>) async throws {
        guard !check.description.contains("what came") else { return }
        try await check.run(RetainedRecords(MemoryRecords(), days: 30, now: { 0 }))
    }
}
