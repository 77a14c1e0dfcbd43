#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file without a name that is written once, then read. It is gone with its last holder, even if the process crashes.
public struct TemporaryFile: ~Copyable {
    private let descriptor: CInt
    /// Bytes so far.
    public private(set) var size = 0

    /// Makes an empty file in `TMPDIR`, else in the system's folder for such files.
    public init() throws(FileFailure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var path = Array("\(folder)/openai-mcp-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else {
            throw FileFailure("no temporary file can be made in \(folder) (\(systemReason())); set TMPDIR")
        }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Writes at the end. Blocks.
    public mutating func append(_ bytes: [UInt8]) throws(FileFailure) {
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + position }, $0.count - position)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw FileFailure("the temporary file cannot be written (\(systemReason())); make room in TMPDIR")
            }
            position += count
        }
        size += bytes.count
    }

    /// The file as it is now, for reading.
    public consuming func finish() throws(FileFailure) -> OpenFile {
        let descriptor = descriptor
        discard self
        return try OpenFile(taking: descriptor)
    }
}
