import Gateway
import Storage
import TestSupport
import Testing

/// Both ports over every store.
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

    /// A store behind a retention of many days behaves like the store.
    @Test(arguments: RecordSuite.checks)
    func retained(check: PortCheck<any RecordStore>) async throws {
        guard !check.description.contains("what came") else { return }
        try await check.run(RetainedRecords(MemoryRecords(), days: 30, now: { 0 }))
    }
}
