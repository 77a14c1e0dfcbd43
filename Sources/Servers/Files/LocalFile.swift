#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Paths on this machine, and files that are written to it.
enum LocalFile {
    /// The absolute path without links and dots, or nil where nothing is there.
    static func resolve(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
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

    private static func makeFolder(_ path: String) throws {
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
