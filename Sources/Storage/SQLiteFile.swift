import GRDB
import Gateway
import Synchronization

/// The file that holds everything, opened when it is first needed.
///
/// Work on it runs on queues of its own, never on the event loop of a caller. Several processes may use one file.
public final class SQLiteFile: Sendable {
    private let folder: DataFolder
    private let configuration: Configuration
    private let opening = Mutex<Task<DatabasePool, any Error>?>(nil)

    /// Describes the file in a folder; nothing is made or opened yet.
    ///
    /// - Parameter readsOnly: whether nothing will be written, so that nobody who writes need be waited for.
    public convenience init(folder: String, readsOnly: Bool = false) {
        var configuration = Self.configuration()
        configuration.readonly = readsOnly
        self.init(folder: folder, configuration: configuration)
    }

    init(folder: String, configuration: Configuration) {
        self.folder = DataFolder(folder)
        self.configuration = configuration
    }

    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "openai-mcp.store"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            guard !database.configuration.readonly else { return }
            // Works on a new file only: it lets a deleted set give its space back to the disk.
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // What is deleted is gone, however SQLite was built.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
        }
        return configuration
    }

    /// Reads in one transaction.
    func read<Value: Sendable>(_ work: @Sendable (Database) throws -> Value) async throws -> Value {
        try await Self.translating { try await self.pool().read(work) }
    }

    /// Writes in one transaction: all of it or nothing.
    func write<Value: Sendable>(_ work: @Sendable (Database) throws -> Value) async throws -> Value {
        try await Self.translating { try await self.pool().write(work) }
    }

    /// Deletes rows in many short transactions, so that other processes get their turn; returns how many those were.
    func deleteInParts(
        _ table: String, key: String, where condition: String, _ argument: some DatabaseValueConvertible & Sendable
    ) async throws -> Int {
        var total = 0
        while true {
            let count = try await write { database in
                try database.execute(
                    sql: """
                        DELETE FROM \(table) WHERE \(key) IN
                            (SELECT \(key) FROM \(table) WHERE \(condition) LIMIT 2000)
                        """, arguments: [argument])
                return database.changesCount
            }
            total += count
            if count == 0 { return total }
        }
    }

    /// Closes the file, which empties the journal; the next use opens it again.
    public func close() async throws {
        guard let task = opening.withLock({ opening in opening.take() }), let pool = try? await task.value else {
            return
        }
        try await Self.translating {
            try await Blocking.run {
                // Readers go first: the last connection empties the journal, and they may not write.
                pool.releaseMemory()
                try pool.close()
            }
        }
    }

    private func pool() async throws -> DatabasePool {
        let task = opening.withLock { opening in
            if let opening { return opening }
            let task = Task.detached { [folder, configuration] in try Self.open(folder, configuration) }
            opening = task
            return task
        }
        do {
            return try await task.value
        } catch {
            // What stood in the way may be gone next time.
            opening.withLock { if $0 == task { $0 = nil } }
            throw error
        }
    }

    private static func open(_ folder: DataFolder, _ configuration: Configuration) throws -> DatabasePool {
        var configuration = configuration
        if configuration.readonly {
            if let pool = try? DatabasePool(path: folder.file, configuration: configuration),
                (try? pool.read(Schema.migrations.hasCompletedMigrations)) == true
            {
                return pool
            }
            // There is no file yet, or one of an earlier version.
            configuration.readonly = false
        }
        try folder.prepare()
        return try folder.alone {
            let pool = try DatabasePool(path: folder.file, configuration: configuration)
            if try pool.read(Schema.migrations.hasBeenSuperseded) { throw StoreFailure.newer }
            try Schema.migrations.migrate(pool)
            return pool
        }
    }

    private static func translating<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as DatabaseError {
            // An interrupted statement is how the library sees a cancelled task.
            try Task.checkCancellation()
            throw StoreFailure(error)
        } catch let error as StoreFailure {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw StoreFailure.damaged
        }
    }
}
