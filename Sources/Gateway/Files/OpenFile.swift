#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A regular file that stays open, so that it can be sent piece by piece, and again from the start by a retry.
///
/// What was checked is what is sent, whatever becomes of the path. Reads are positioned: several may go on at once.
public final class OpenFile: Sendable {
    /// Size in bytes at the time of opening.
    public let size: Int
    private let descriptor: CInt

    /// Opens the regular file at a path that has no links in it, as `realpath` answers.
    public convenience init(resolved path: String) throws(FileFailure) {
        // Not blocking, so that a named pipe cannot hold the call; no link, since the path has been resolved.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("the file cannot be read (\(systemReason()))") }
        try self.init(taking: descriptor)
        guard isStill(at: path) else { throw FileFailure("the file was moved while it was opened") }
    }

    /// Takes over the descriptor of a regular file; it is closed in the end, and also where it is refused.
    public init(taking descriptor: CInt) throws(FileFailure) {
        self.descriptor = descriptor
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? Int(status.st_size) : 0
        guard isRegular else { throw FileFailure("that is no regular file") }
    }

    deinit { close(descriptor) }

    /// Reads a stretch whole. Blocks.
    public func read(_ range: Range<Int>) throws(FileFailure) -> [UInt8] {
        var failure: FileFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            do throws(FileFailure) {
                try read(range, into: UnsafeMutableRawBufferPointer(buffer))
                count = range.count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads a stretch into memory that has room for it. Blocks.
    public func read(_ range: Range<Int>, into memory: UnsafeMutableRawBufferPointer) throws(FileFailure) {
        var position = 0
        while position < range.count {
            let count = pread(
                descriptor, memory.baseAddress.map { $0 + position }, range.count - position,
                off_t(range.lowerBound + position))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure("the file cannot be read (\(systemReason()))") }
            guard count > 0 else { throw Self.changed }
            position += count
        }
        // Looked at after the read: what is handed on was whole at that time.
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) == size else { throw Self.changed }
    }

    private static let changed = FileFailure(
        "the file changed its size while it was read; call again when nothing writes to it")

    /// Whether this is what the path was checked for: a folder above it may have been swapped in between.
    private func isStill(at path: String) -> Bool {
        #if canImport(Glibc)
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
            guard count > 0 else { return false }
            return path.utf8.elementsEqual(buffer[..<count].map { UInt8(bitPattern: $0) })
        #else
            var buffer = [CChar](repeating: 0, count: Int(MAXPATHLEN))
            guard fcntl(descriptor, F_GETPATH, &buffer) == 0 else { return false }
            return path == String(cString: buffer)
        #endif
    }
}

/// What the system says of its last refusal.
func systemReason() -> String { String(cString: strerror(errno)) }
