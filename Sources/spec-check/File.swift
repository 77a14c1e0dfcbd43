#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading a file without Foundation.
enum File {
    /// The content of a file, or nil.
    static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { content += chunk[..<count] }
        return ferror(file) == 0 ? content : nil
    }
}
