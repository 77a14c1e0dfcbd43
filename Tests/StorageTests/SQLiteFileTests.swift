import Foundation
import GRDB
import Gateway
import TestSupport
import Testing

@testable import Storage

@Suite struct SQLiteFileTests {
    let folder = TemporaryFolder()

    private func ids(_ file: SQLiteFile) async throws -> [String] {
        try await RecordSuite.pages(SQLiteRecords(file), limit: 1000).flatMap { $0 }
    }

    /// What a use of the folder fails with.
    private func failure(_ path: String, _ configuration: Configuration = SQLiteFile.configuration()) async
        -> StoreFailure?
    {
        let records = SQLiteRecords(SQLiteFile(folder: path, configuration: configuration))
        do {
            for number in 0..<200 {
                var record = RecordSuite.record("secret-\(number)")
                record.body = [UInt8](repeating: 120, count: 10_000)
                try await records.append([record])
            }
            return nil
        } catch {
            return error as? StoreFailure
        }
    }

    @Test func opensOnFirstUse() async throws {
        let file = SQLiteFile(folder: folder.path + "/a/b/")
        #expect(!folder.exists)
        try await SQLiteRecords(file).append([RecordSuite.record("x")])
        #expect(try folder.permissions("/a/b") == 0o700)
        for suffix in ["", "-wal", "-shm"] {
            #expect(try folder.permissions("/a/b/openai-mcp.sqlite" + suffix) == 0o600)
        }
        let modes = try await file.write { database in
            try ["journal_mode", "synchronous", "foreign_keys", "auto_vacuum"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(modes == ["wal", "1", "1", "2"])
    }

    @Test func isThereAfterClosing() async throws {
        let file = SQLiteFile(folder: folder.path)
        let sets = SQLiteVectorSets(file)
        try await SQLiteRecords(file).append([RecordSuite.record("x")])
        try await sets.append(try VectorSuite.rows(0..<9), to: "set", model: "m", caller: "alice", at: 1)
        try await file.close()
        try await file.close()
        #expect(try folder.permissions() == 0o700)
        #expect(throws: (any Error).self) { try folder.size("/openai-mcp.sqlite-wal") }
        let again = SQLiteFile(folder: folder.path)
        #expect(try await ids(again) == ["x"])
        #expect(try await VectorSuite.all(SQLiteVectorSets(again)).keys.count == 9)
        // The closed one opens again too.
        #expect(try await ids(file) == ["x"])
    }

    /// What was appended is there, though the file was never closed.
    @Test func survivesACrash() async throws {
        let (file, copy) = (SQLiteFile(folder: folder.path), TemporaryFolder())
        for number in 0..<50 { try await SQLiteRecords(file).append([RecordSuite.record("r\(number)")]) }
        try folder.copy(to: copy)
        #expect(try await ids(SQLiteFile(folder: copy.path)).count == 50)
    }

    /// A journal that ends in the middle of an append has all of those before, and nothing of that one.
    @Test func survivesAHalfWrittenJournal() async throws {
        let file = SQLiteFile(folder: folder.path)
        try await SQLiteRecords(file).append([RecordSuite.record("first")])
        let whole = try folder.size("/openai-mcp.sqlite-wal")
        try await SQLiteRecords(file).append((0..<200).map { RecordSuite.record("r\($0)") })
        let end = try folder.size("/openai-mcp.sqlite-wal")
        #expect(end > whole + 8192)
        for cut in [whole, whole + 100, (whole + end) / 2, end - 1] {
            let copy = TemporaryFolder()
            try folder.copy(to: copy, journalBytes: cut)
            #expect(try await ids(SQLiteFile(folder: copy.path)) == ["first"])
        }
    }

    /// Connections of their own, as other processes have them, that all find no file at the start.
    @Test func isSharedFromTheFirstMoment() async throws {
        let files = (0..<8).map { _ in SQLiteFile(folder: folder.path) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, file) in files.enumerated() {
                group.addTask {
                    for number in 0..<20 {
                        try await SQLiteRecords(file).append([RecordSuite.record("r\(index)-\(number)")])
                    }
                }
            }
            try await group.waitForAll()
        }
        for file in files { #expect(try await ids(file).count == 160) }
    }

    @Test func aDeletedSetGivesItsSpaceBack() async throws {
        let file = SQLiteFile(folder: folder.path)
        let sets = SQLiteVectorSets(file)
        try await sets.append(try VectorSuite.rows(0..<3000, dimensions: 256), to: "a", model: "m", caller: "a", at: 1)
        try await sets.append(try VectorSuite.rows(0..<3), to: "b", model: "m", caller: "a", at: 1)
        #expect(try await sets.delete(["a"], caller: "a") == ["a"])
        try await file.close()
        #expect(try folder.size("/openai-mcp.sqlite") < 200_000)
        #expect(try await VectorSuite.all(sets, "b", caller: "a").keys.count == 3)
    }

    /// What an interrupted deletion left behind goes with the next one.
    @Test func anInterruptedDeletionGoesOn() async throws {
        let file = SQLiteFile(folder: folder.path)
        let sets = SQLiteVectorSets(file)
        try await sets.append(try VectorSuite.rows(0..<30), to: "a", model: "m", caller: "a", at: 1)
        #expect(try await file.write { try VectorTable($0).drop("a", caller: "a") })
        #expect(try await sets.sets(of: "a").isEmpty)
        #expect(try await sets.erase(caller: "nobody") == 0)
        #expect(try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM vector_row") } == 0)
    }

    @Test func aCancelledTaskLeavesNothingBehind() async throws {
        let file = SQLiteFile(folder: folder.path)
        #expect(try await ids(file).isEmpty)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await SQLiteRecords(file).append([RecordSuite.record("x")])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ids(file).isEmpty)
    }

    // MARK: Failures

    @Test func aDamagedFileIsNotTouched() async throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let url = URL(fileURLWithPath: folder.path + "/openai-mcp.sqlite")
        let content = Data(repeating: 65, count: 10_000)
        try content.write(to: url)
        #expect(await failure(folder.path) == .damaged)
        #expect(try Data(contentsOf: url) == content)
    }

    @Test func damageInTheMiddleIsFound() async throws {
        let file = SQLiteFile(folder: folder.path)
        try await SQLiteRecords(file).append((0..<2000).map { RecordSuite.record("r\($0)") })
        try await file.close()
        let url = URL(fileURLWithPath: folder.path + "/openai-mcp.sqlite")
        var content = try Data(contentsOf: url)
        for page in 8..<content.count / 4096 {
            content.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 255, count: 4096))
        }
        try content.write(to: url)
        await #expect(throws: StoreFailure.damaged) { try await ids(SQLiteFile(folder: folder.path)) }
    }

    @Test func aLaterVersionsFileIsLeftAlone() async throws {
        let file = SQLiteFile(folder: folder.path)
        try await file.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-from-the-future')") }
        try await file.close()
        #expect(await failure(folder.path) == .newer)
    }

    @Test func aFullDiskIsNamed() async throws {
        var small = SQLiteFile.configuration()
        small.prepareDatabase { try $0.execute(sql: "PRAGMA max_page_count = 100") }
        #expect(await failure(folder.path, small) == .diskFull)
        // What was kept before is still there.
        #expect(try await !ids(SQLiteFile(folder: folder.path)).isEmpty)
    }

    @Test func aLockedFileIsNamed() async throws {
        let file = SQLiteFile(folder: folder.path)
        try await SQLiteRecords(file).append([RecordSuite.record("x")])
        var hasty = SQLiteFile.configuration()
        hasty.busyMode = .immediateError
        let other = SQLiteFile(folder: folder.path, configuration: hasty)
        #expect(try await ids(other) == ["x"])
        var patient = Configuration()
        patient.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: folder.path + "/openai-mcp.sqlite", configuration: patient)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: StoreFailure.busy) { try await SQLiteRecords(other).append([RecordSuite.record("y")]) }
        try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await SQLiteRecords(other).append([RecordSuite.record("y")])
    }

    @Test(arguments: ["/dev/null", "/dev/null/data", "/proc/nothing/data"])
    func aFolderThatCannotBe(path: String) async {
        #expect(await failure(path)?.kind == .unusable)
    }

    @Test(.disabled(if: geteuid() == 0, "root may write everywhere"))
    func aReadOnlyFolderIsNamed() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o500])
        #expect(await failure(folder.path) == .readOnly)
        #expect(await failure(folder.path + "/data") == .readOnly)
    }

    /// After what stood in the way is gone, the same object works.
    @Test func aFailedOpeningIsTriedAgain() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.path))
        let file = SQLiteFile(folder: folder.path)
        await #expect(throws: StoreFailure.self) { try await ids(file) }
        try FileManager.default.removeItem(atPath: folder.path)
        #expect(try await ids(file).isEmpty)
    }

    @Test(arguments: [
        (ResultCode.SQLITE_READONLY, StoreFailure.Kind.readOnly), (.SQLITE_READONLY_CANTLOCK, .readOnly),
        (.SQLITE_FULL, .full), (.SQLITE_CORRUPT, .damaged), (.SQLITE_NOTADB, .damaged), (.SQLITE_BUSY, .busy),
        (.SQLITE_CANTOPEN, .unusable), (.SQLITE_IOERR_WRITE, .failed), (.SQLITE_NOMEM, .failed),
        (.SQLITE_TOOBIG, .refused), (.SQLITE_CONSTRAINT, .failed),
    ])
    func errorsAreSentences(code: ResultCode, kind: StoreFailure.Kind) {
        let failure = StoreFailure(
            DatabaseError(resultCode: code, message: "sk-secret", sql: "SELECT 'prompt'", arguments: ["sk-secret"]))
        #expect(failure.kind == kind)
        #expect(failure.description.hasSuffix(".") && !failure.description.contains("\n"))
        #expect(!failure.description.contains("secret") && !failure.description.contains("prompt"))
    }
}
