import GRDB
import Gateway

extension StoreFailure {
    static let readOnly = StoreFailure(
        .readOnly, "The data folder may not be written; let this user write in it, or name another with --data-dir.")

    static let diskFull = StoreFailure(
        .full, "The disk of the data folder is full; free some space, or name another folder with --data-dir.")

    static let damaged = StoreFailure(
        .damaged,
        "The file \(DataFolder.fileName) in the data folder is damaged; stop the servers that use it, put a copy of it back or move it and its -wal and -shm files away, and start again."
    )

    static let newer = StoreFailure(
        .newer,
        "The file \(DataFolder.fileName) in the data folder was changed by a later version of this program; use that version, or name another folder with --data-dir."
    )

    static let busy = StoreFailure(
        .busy,
        "Another process has kept the file \(DataFolder.fileName) in the data folder locked for too long; try again, or find out which one it is."
    )

    /// What an error of the database means for whoever asked. Its own text is not shown: it may hold what is stored.
    init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy
        case .SQLITE_CANTOPEN:
            self.init(
                .unusable,
                "The file \(DataFolder.fileName) in the data folder cannot be opened; let this user read and write it, or name another folder with --data-dir."
            )
        case .SQLITE_IOERR:
            self.init(
                .failed,
                "The disk of the data folder does not work (SQLite code \(error.extendedResultCode.rawValue)); check it, or name another folder with --data-dir."
            )
        case .SQLITE_NOMEM:
            self.init(.failed, "There is not enough memory for the store; ask for less at a time.")
        case .SQLITE_TOOBIG:
            self.init(.refused, "What should be kept is too large for the store; make it smaller.")
        default:
            self.init(
                .failed,
                "The store does not work (SQLite code \(error.extendedResultCode.rawValue)); please report it as an error of this program."
            )
        }
    }
}
