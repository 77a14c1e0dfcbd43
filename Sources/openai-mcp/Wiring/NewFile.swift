#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that a command makes.
enum NewFile {
    /// Why a file cannot be made.
    struct Unwritable: Error, CustomStringConvertible {
        let description: String
    }

    /// Writes a file, in place of one that is there.
    static func write(_ bytes: [UInt8], to path: String) throws(Unwritable) {
        guard let stream = fopen(path, "wb") else { throw failure(path) }
        let isWhole = fwrite(bytes, 1, bytes.count, stream) == bytes.count
        guard fclose(stream) == 0, isWhole else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Unwritable {
        Unwritable(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
