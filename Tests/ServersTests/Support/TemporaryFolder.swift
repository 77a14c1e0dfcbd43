#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import TestSupport

/// A folder that is removed, with all that is in it, when nobody holds it any more.
final class TemporaryFolder: Sendable {
    /// Without links.
    let path: String

    struct Unusable: Error {}

    init() throws {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(place)/servers-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else { throw Unusable() }
        defer { free(resolved) }
        path = String(cString: resolved)
    }

    deinit { Self.remove(path) }

    /// Writes a file below the folder and returns its path.
    @discardableResult func write(_ name: String, _ content: [UInt8]) throws -> String {
        let path = "\(self.path)/\(name)"
        guard let file = fopen(path, "wb") else { throw Unusable() }
        defer { fclose(file) }
        guard fwrite(content, 1, content.count, file) == content.count else { throw Unusable() }
        return path
    }

    /// The bytes of a file that lies below the folder; through here, so that the folder is still there.
    func read(_ path: String) -> [UInt8]? {
        path.hasPrefix(self.path + "/") ? SharedFacts.file(path) : nil
    }

    @discardableResult func makeFolder(_ name: String) throws -> String {
        guard mkdir("\(path)/\(name)", 0o755) == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    @discardableResult func makePipe(_ name: String) throws -> String {
        guard mkfifo("\(path)/\(name)", 0o644) == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    @discardableResult func link(_ name: String, to target: String) throws -> String {
        guard symlink(target, "\(path)/\(name)") == 0 else { throw Unusable() }
        return "\(path)/\(name)"
    }

    /// Names in a folder below this one, sorted.
    func names(in folder: String) -> [String] { Self.names("\(path)/\(folder)") }

    private static func names(_ path: String) -> [String] {
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
