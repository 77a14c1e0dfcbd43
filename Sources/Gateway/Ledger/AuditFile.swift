#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file to which lines are added, readable by its owner only.
///
/// It is opened for each batch, so that it can be moved away while it is written.
public struct AuditFile: Sendable {
    private let path: String

    /// Describes a file; it is made when something is written.
    public init(path: String) { self.path = path }

    /// Adds whole lines, all of them or none; throws ``StoreFailure``.
    public func append(_ lines: [UInt8]) async throws {
        try await Blocking.run {
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw failure() }
            defer { close(descriptor) }
            let end = lseek(descriptor, 0, SEEK_END)
            var rest = lines[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    let failure = failure()
                    // Half a line would spoil the next one. What another process has added meanwhile is not ours to cut.
                    let written = lines.count - rest.count
                    if end >= 0, lseek(descriptor, 0, SEEK_END) == end + off_t(written) {
                        _ = ftruncate(descriptor, end)
                    }
                    throw failure
                }
                rest = rest.dropFirst(count)
            }
        }
    }

    private func failure() -> StoreFailure {
        StoreFailure(
            .failed,
            "\(path) cannot be written (\(String(cString: strerror(errno)))); make it writable or name another file.")
    }
}
