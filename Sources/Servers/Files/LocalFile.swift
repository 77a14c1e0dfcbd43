import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Paths on this machine.
enum LocalFile {
    /// The absolute path without links and dots, or nil where nothing is there.
    static func resolve(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Makes a folder, and those above it that are missing, for nobody else to look into.
    static func makeFolder(_ path: String) throws(FileFailure) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/" + part
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw FileFailure("the folder \(partial) cannot be made (\(String(cString: strerror(errno))))")
            }
        }
    }
}
