#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading and writing regular files, without following what must not be followed.
enum LocalFile {
    /// The absolute path without links and dots, or nil where nothing is there.
    static func resolve(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The content of a regular file at a resolved path.
    static func read(_ path: String, limit: Int) throws -> [UInt8] {
        // Not blocking, so that a named pipe cannot hold the call; no link, since the path has been resolved.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileBridge.Refusal(message: "the file cannot be read (\(reason))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileBridge.Refusal(message: "that is no regular file")
        }
        guard isWhatWasResolved(descriptor, path) else {
            throw FileBridge.Refusal(message: "the file was moved while it was opened")
        }
        guard status.st_size <= limit else {
            throw FileBridge.Refusal(message: "the file is larger than \(limit) bytes")
        }
        var content = [UInt8](repeating: 0, count: Int(status.st_size))
        var position = 0
        while position < content.count {
            let count = content.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + position, $0.count - position, off_t(position))
            }
            guard count >= 0 else { throw FileBridge.Refusal(message: "the file cannot be read (\(reason))") }
            if count == 0 { break }
            position += count
        }
        return Array(content[..<position])
    }

    /// Whether an open file is the one whose path was checked: a folder above it may have been swapped in between.
    private static func isWhatWasResolved(_ descriptor: Int32, _ path: String) -> Bool {
        #if canImport(Glibc)
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
            guard count > 0 else { return true }
            return path.utf8.elementsEqual(buffer[..<count].map { UInt8(bitPattern: $0) })
        #else
            var buffer = [CChar](repeating: 0, count: Int(MAXPATHLEN))
            guard fcntl(descriptor, F_GETPATH, &buffer) == 0 else { return true }
            return path == String(cString: buffer)
        #endif
    }

    /// Writes a new file that only its owner may read; the folder is made if need be. Returns the absolute path.
    ///
    /// The name must follow from the content: a file that has it already is taken to be the same.
    static func write(_ content: [UInt8], folder: String, name: String) throws -> String {
        try makeFolder(folder)
        guard let folder = resolve(folder) else {
            throw FileBridge.Refusal(message: "the output folder cannot be used (\(reason))")
        }
        let path = folder + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == EEXIST { return path }
        guard descriptor >= 0 else { throw FileBridge.Refusal(message: "\(path) cannot be written (\(reason))") }
        defer { close(descriptor) }
        var position = 0
        while position < content.count {
            let count = content.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + position, $0.count - position, off_t(position))
            }
            guard count > 0 else {
                let cause = reason
                unlink(path)
                throw FileBridge.Refusal(message: "\(path) cannot be written (\(cause))")
            }
            position += count
        }
        return path
    }

    static func makeFolder(_ path: String) throws {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/" + part
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw FileBridge.Refusal(message: "the folder \(partial) cannot be made (\(reason))")
            }
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
