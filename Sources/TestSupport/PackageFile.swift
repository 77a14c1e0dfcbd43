#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A text file of the package: an example, or a page that says what the program does.
public struct PackageFile: Sendable {
    /// Whether pages are to be written anew, as `make readme` does.
    public static let areRewritten = getenv("REWRITE_GOLDENS") != nil
    /// The package's folder, three levels up from this file.
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    private let path: String

    /// The system refused what a test needs.
    public struct Unusable: Error {
        public let path: String
    }

    /// Names a file by its path from the package's folder.
    public init(_ path: String) { self.path = "\(Self.root)/\(path)" }

    /// Names of the files in a folder of the package, sorted.
    public static func names(in folder: String) -> [String] { TemporaryFolder.names("\(root)/\(folder)") }

    /// The text, or nil where there is none.
    public var text: String? { SharedFacts.file(path).map { String(decoding: $0, as: UTF8.self) } }

    /// Writes the text anew.
    public func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard let stream = fopen(path, "wb") else { throw Unusable(path: path) }
        defer { fclose(stream) }
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Unusable(path: path) }
    }

    /// Whether the file says what is wanted; where files are rewritten, it does so from now on.
    public func says(_ wanted: String) throws -> Bool {
        if Self.areRewritten { try write(wanted) }
        return text == wanted
    }
}
