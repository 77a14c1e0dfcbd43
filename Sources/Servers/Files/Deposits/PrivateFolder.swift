import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of this process alone. It goes with this object, and what a crash left behind goes with the next one.
///
/// The process holds a lock on its folder for as long as it lives: a folder without one belongs to nobody any more.
final class PrivateFolder: Sendable {
    /// Without links.
    let path: String
    private let descriptor: CInt

    private static let prefix = "openai-mcp-deposits-"

    /// Makes a folder below another, which is made if need be. Blocks.
    init(in parent: String) throws(FileFailure) {
        do {
            try LocalFile.makeFolder(parent)
        } catch {
            // Who may read this has no business with paths.
            throw Self.failure
        }
        guard let parent = LocalFile.resolve(parent) else { throw Self.failure }
        Self.removeLeftovers(in: parent)
        // Another process that starts at the same time may take a folder for a leftover before it is locked.
        for _ in 0..<8 {
            var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
            let made = template.withUnsafeMutableBufferPointer { buffer -> String? in
                guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return nil }
                return String(cString: start)
            }
            guard let made else { throw Self.failure }
            guard let descriptor = Self.locked(made) else { continue }
            (path, self.descriptor) = (made, descriptor)
            return
        }
        throw Self.failure
    }

    deinit {
        remove()
        close(descriptor)
    }

    /// Removes the folder and what is in it.
    func remove() {
        Self.empty(path)
        rmdir(path)
    }

    // MARK: Parts

    private static func removeLeftovers(in parent: String) {
        for name in names(in: parent) where name.hasPrefix(prefix) {
            let path = "\(parent)/\(name)"
            guard let descriptor = locked(path) else { continue }
            empty(path)
            rmdir(path)
            close(descriptor)
        }
    }

    /// A lock on a folder of our own, or nil where somebody else has it or the folder is gone.
    private static func locked(_ path: String) -> CInt? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var (held, there) = (stat(), stat())
        guard fstat(descriptor, &held) == 0, held.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0,
            lstat(path, &there) == 0, there.st_ino == held.st_ino, there.st_dev == held.st_dev
        else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func empty(_ path: String) {
        for name in names(in: path) { unlink("\(path)/\(name)") }
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static var failure: FileFailure { FileFailure("has no place (\(String(cString: strerror(errno))))") }
}
