#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A text file as a whole.
enum TextFile {
    /// Why a file cannot be used.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    static func read(_ path: String, limit: Int = 1 << 20) throws(Unreadable) -> String {
        guard let stream = fopen(path, "rb") else {
            throw Unreadable(description: "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 {
            bytes += chunk[..<count]
            if bytes.count > limit { throw Unreadable(description: "\(path) is larger than \(limit) bytes") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Unreadable(description: "\(path) is not UTF-8 text")
        }
        return text
    }
}
