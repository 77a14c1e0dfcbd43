#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON

/// The folder of facts and schemas that lies beside a checkout; absent at a user's, where tests that need it skip.
public enum SharedFacts {
    /// The folder's path, or nil where there is none.
    public static let folder: String? = {
        let path = "\(PackageFile.root)/../shared"
        if access(path, R_OK) == 0 { return path }
        print("notice: ../shared is absent, tests that need it are skipped")
        return nil
    }()

    /// Whether the folder is there.
    public static var arePresent: Bool { folder != nil }

    /// A JSON file of the folder.
    public static func json(_ name: String) throws -> JSONDocument {
        try JSONDocument(try bytes(name), limits: JSONLimits(depth: 512, size: .max))
    }

    /// The bytes of a file of the folder.
    public static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder, let bytes = file("\(folder)/\(name)") else { throw Missing(name: name) }
        return bytes
    }

    /// The bytes of a file, or nil where it cannot be read.
    public static func file(_ path: String) -> [UInt8]? {
        guard let stream = fopen(path, "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    /// A file that ought to be in the folder.
    public struct Missing: Error {
        public let name: String
    }
}
