import GRDB

/// The tables, as the steps that made them. A step that has been released is never changed; a new one follows it.
enum Schema {
    static let migrations: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001-records") { try $0.execute(sql: records) }
        migrator.registerMigration("002-vector-sets") { try $0.execute(sql: vectorSets) }
        migrator.registerMigration("003-accounts") { try $0.execute(sql: accounts) }
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

    // What is summed up has columns; `line` is the whole entry. Answers are kept under the whole of their request.
    private static let accounts = """
        CREATE TABLE ledger (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            time REAL NOT NULL,
            caller BLOB NOT NULL,
            server BLOB NOT NULL,
            tool BLOB NOT NULL,
            provider BLOB NOT NULL,
            model BLOB NOT NULL,
            outcome BLOB NOT NULL,
            cached INTEGER NOT NULL,
            input INTEGER NOT NULL,
            output INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            latency REAL NOT NULL,
            line BLOB NOT NULL
        );
        CREATE INDEX ledger_time ON ledger (time);
        CREATE INDEX ledger_caller ON ledger (caller);
        CREATE TABLE budget (
            account BLOB PRIMARY KEY,
            spent INTEGER NOT NULL,
            ends REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE budget_holding (
            account BLOB NOT NULL REFERENCES budget (account) ON DELETE CASCADE,
            holder BLOB NOT NULL,
            amount INTEGER NOT NULL,
            until REAL NOT NULL,
            PRIMARY KEY (account, holder)
        ) WITHOUT ROWID;
        CREATE TABLE answer (
            sequence INTEGER PRIMARY KEY,
            scope BLOB NOT NULL,
            request BLOB NOT NULL,
            time REAL NOT NULL,
            is_stream INTEGER NOT NULL,
            content_type BLOB NOT NULL,
            provider BLOB NOT NULL,
            body BLOB NOT NULL,
            size INTEGER NOT NULL,
            UNIQUE (scope, request)
        );
        CREATE INDEX answer_time ON answer (time);
        CREATE TABLE answer_total (bytes INTEGER NOT NULL);
        INSERT INTO answer_total VALUES (0);
        CREATE TRIGGER answer_added AFTER INSERT ON answer BEGIN
            UPDATE answer_total SET bytes = bytes + new.size;
        END;
        CREATE TRIGGER answer_removed AFTER DELETE ON answer BEGIN
            UPDATE answer_total SET bytes = bytes - old.size;
        END;
        """
}
