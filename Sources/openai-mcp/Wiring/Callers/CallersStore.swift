import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file in which callers are kept, changed as a whole: a server that reads it sees the old or the new one.
struct CallersStore {
    let path: String

    /// The file as it is; where there is none yet, nobody is in it.
    func read() throws -> CallersFile {
        guard access(path, F_OK) == 0 else { return CallersFile() }
        return try CallersFile(path: path, text: try TextFile.read(path, limit: CallersFile.limit))
    }

    /// Changes what is in the file. Two commands at a time do not lose each other's change: the second is refused.
    func change(_ edit: (inout CallersFile) throws -> Void) throws {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw TextFile.Unreadable(
                description: errno == EEXIST
                    ? "another command is changing \(path); if none is, remove \(draft)"
                    : "\(draft) cannot be written: \(String(cString: strerror(errno)))")
        }
        var isDone = false
        defer {
            close(descriptor)
            if !isDone { unlink(draft) }
        }
        var file = try read()
        try edit(&file)
        let bytes = Array(file.text.utf8)
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + position, $0.count - position) }
            guard count > 0 else { break }
            position += count
        }
        guard position == bytes.count, fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw TextFile.Unreadable(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        isDone = true
    }
}
