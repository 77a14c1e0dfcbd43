#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder that is removed, with all that is in it, when nobody holds it any more.
public final class TemporaryFolder: Sendable {
    /// Without links.
    public let path: String

    /// The system refused what a test needs.
    public struct Unusable: Error {}

    /// Makes a folder in `TMPDIR`.
    public init() throws {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(place)/openai-mcp-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else { throw Unusable() }
        defer { free(resolved) }
        path = String(cString: resolved)
    }

    deinit { Self.remove(path) }

    /// Writes a file below the folder and returns its path.
    @discardableResult public func write(_ name: String, _ content: [UInt8]) throws -> String {
        let path = "\(self.path)/\(name)"
        guard let file = fopen(path, "wb") else { throw Unusable() }
        defer { fclose(file) }
        guard fwrite(content, 1, content.count, file) == content.count else { throw Unusable() }
        return path
    }

    /// Gives a file a size; what it gains takes no room on the disk.
    @discardableResult public func resize(_ name: String, to size: Int) throws -> String {
        let path = "\(self.path)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Unusable() }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Unusable() }
        return path
    }

    /// Writes into a file that is there.
    public func overwrite(_ name: String, at offset: Int, _ content: [UInt8]) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unusable() }
        defer { close(descriptor) }
        guard pwrite(descriptor, content, content.count, off_t(offset)) == content.count else { throw Unusable() }
    }

    /// Gives a file or folder another name.
    public func move(_ name: String, to other: String) throws {
        guard rename("\(path)/\(name)", "\(path)/\(other)") == 0 else { throw Unusable() }
    }

    /// Removes a file or an empty folder.
    public func remove(_ name: String) throws {
        let path = "\(self.path)/\(name)"
        guard unlink(path) == 0 || rmdir(path) == 0 else { throw Unusable() }
    }

    /// The bytes of a file that lies below the folder; through here, so that the folder is still there.
    public func read(_ path: String) -> [UInt8]? {
        path.hasPrefix(self.path + "/") ? SharedFacts.file(path) : nil
    }

    /// Makes a folder below this one.
    @discardableResult public func makeFolder(_ name: String) throws -> String {
        guard mkdir("\(path)/\(name)", 0o755) == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    /// Makes a named pipe.
    @discardableResult public func makePipe(_ name: String) throws -> String {
        guard mkfifo("\(path)/\(name)", 0o644) == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    /// Makes a symbolic link.
    @discardableResult public func link(_ name: String, to target: String) throws -> String {
        guard symlink(target, "\(path)/\(name)") == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    /// Names in a folder below this one, sorted.
    public func names(in folder: String) -> [String] { Self.names("\(path)/\(folder)") }

    /// Names in a folder, sorted.
    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        guard unlink(path) != 0 else { return }
        for name in names(path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
