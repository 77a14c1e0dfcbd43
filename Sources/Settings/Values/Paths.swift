#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Kind where Value == String {
    /// A path, whatever is there now.
    static let path = Kind("PATH", "a path") { text, reader throws(Refusal) in
        guard !text.unicodeScalars.contains("\0") else { throw Refusal("is not a path") }
        return reader.expanded(text)
    }

    /// A file that can be read now.
    static let readableFile = Kind("FILE", "a readable file") { text, reader throws(Refusal) in
        let path = try Kind.path.parse(text, &reader)
        guard access(path, R_OK) == 0 else { throw Refusal("cannot be read: \(systemError())") }
        guard !isFolder(path) else { throw Refusal("is a folder, not a file") }
        return path
    }

    /// A folder that is there now.
    static let folder = Kind("FOLDER", "a folder") { text, reader throws(Refusal) in
        let path = try Kind.path.parse(text, &reader)
        guard access(path, R_OK | X_OK) == 0 else { throw Refusal("cannot be opened: \(systemError())") }
        guard isFolder(path) else { throw Refusal("is not a folder") }
        return path
    }
}

/// A small file of text.
struct TextFile {
    let text: String
    /// Whether everyone on the machine may read it.
    let isWorldReadable: Bool

    /// Reads a file of at most `limit` bytes of UTF-8.
    init(_ path: String, limit: Int) throws(Refusal) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal("cannot be read: \(systemError())") }
        defer { close(descriptor) }
        var status = stat()
        isWorldReadable = fstat(descriptor, &status) == 0 && status.st_mode & S_IROTH != 0
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while bytes.count <= limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Refusal("cannot be read: \(systemError())") }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= limit else { throw Refusal("is larger than \(limit) bytes") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal("is not UTF-8 text") }
        self.text = text
    }
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

private func systemError() -> String { String(cString: strerror(errno)) }
