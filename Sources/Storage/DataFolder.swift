import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder that holds the store's file, for the eyes of one user.
struct DataFolder {
    static let fileName = "openai-mcp.sqlite"

    let path: String

    /// Describes a folder; a slash at the end of its path is left out.
    init(_ path: String) {
        var path = path[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        self.path = String(path)
    }

    var file: String { path + "/" + Self.fileName }

    /// Makes the folder and an empty file where they are missing; what is there keeps its permissions.
    func prepare() throws(StoreFailure) {
        try make(path, mode: 0o700)
        // SQLite gives the files beside this one its permissions. Only a new file is opened and closed here: closing
        // one that is in use would let go of the locks that this process has on it.
        let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw Self.failure(errno)
        }
    }

    /// Does work while no other process does such work on this folder.
    ///
    /// Making the file a store is more than one step, and two processes that start at once would be in each other's
    /// way. A file system without locks lets them.
    func alone<Result>(_ work: () throws -> Result) throws -> Result {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(errno) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return try work()
    }

    private func make(_ path: String, mode: mode_t) throws(StoreFailure) {
        guard mkdir(path, mode) != 0 else { return }
        switch errno {
        case EEXIST:
            return
        case ENOENT:
            guard let end = path.lastIndex(of: "/"), end > path.startIndex else { throw Self.failure(ENOENT) }
            try make(String(path[..<end]), mode: 0o777)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw Self.failure(errno) }
        case let code:
            throw Self.failure(code)
        }
    }

    /// The sentence for an error number of the system.
    static func failure(_ code: Int32) -> StoreFailure {
        switch code {
        case EROFS, EACCES, EPERM: .readOnly
        case ENOSPC, EDQUOT: .diskFull
        default:
            StoreFailure(
                .unusable,
                "The data folder cannot be used (\(String(cString: strerror(code)))); name another with --data-dir.")
        }
    }
}
