import GRDB

/// The tables, as the steps that made them. A step that has been released is never changed; a new one follows it.
enum Schema {
    static let migrations: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001-records") { try $0.execute(sql: records) }
        migrator.registerMigration("002-vector-sets") { try $0.execute(sql: vectorSets) }
        return migrator
    }()

    // Texts are kept as blobs: as text, the library would end them at a NUL.

    private static let records = """
        CREATE TABLE record (
            sequence INTEGER PRIMARY KEY,
            caller BLOB NOT NULL,
            kind BLOB NOT NULL,
            id BLOB NOT NULL,
            time REAL NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (caller, kind, id)
        );
        CREATE INDEX record_newest ON record (caller, kind, time, sequence);
        CREATE INDEX record_oldest ON record (time);
        """

    // A set without a name is being deleted. Rows have the id of their set in the upper half of their own, so that a
    // set lies together and is read in order without a second index.
    private static let vectorSets = """
        CREATE TABLE vector_set (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            caller BLOB,
            name BLOB,
            model BLOB NOT NULL,
            dimensions INTEGER NOT NULL,
            count INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            created REAL NOT NULL,
            changed REAL NOT NULL,
            UNIQUE (caller, name)
        );
        CREATE TABLE vector_row (
            id INTEGER PRIMARY KEY,
            set_id INTEGER NOT NULL REFERENCES vector_set (id),
            key BLOB NOT NULL,
            text BLOB NOT NULL,
            vector BLOB NOT NULL,
            UNIQUE (set_id, key)
        );
        """
}
