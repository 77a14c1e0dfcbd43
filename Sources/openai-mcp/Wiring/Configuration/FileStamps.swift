#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What tells one state of a file from another; links are followed, so that a link which is turned elsewhere counts.
struct FileStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    /// nil where there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Glibc)
            let time = status.st_mtim
        #else
            let time = status.st_mtimespec
        #endif
        seconds = time.tv_sec
        nanoseconds = time.tv_nsec
    }
}

/// Decides from one look at the files to the next whether they have changed: not before they are at rest, since an
/// editor may still be writing.
struct ChangeDetector<Stamp: Hashable & Sendable>: Sendable {
    private var known: [String: Stamp]
    private var lastSeen: [String: Stamp]

    /// Begins with what the configuration in force was read from.
    init(_ stamps: [String: Stamp]) {
        known = stamps
        lastSeen = stamps
    }

    /// Whether the files, as they are now, are to be read.
    mutating func look(_ stamps: [String: Stamp]) -> Bool {
        defer { lastSeen = stamps }
        guard stamps != known, stamps == lastSeen else { return false }
        known = stamps
        return true
    }
}
