#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import TestSupport

/// README.md and its parts between markers.
struct Readme {
    static let rewrites = getenv("REWRITE_GOLDENS") != nil
    private static let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/README.md"

    /// The file or a marker is not there.
    struct Missing: Error {
        let what: String
    }

    private var text: String

    init() throws {
        guard let bytes = SharedFacts.file(Self.path) else { throw Missing(what: "README.md") }
        text = String(decoding: bytes, as: UTF8.self)
    }

    func part(_ name: String) throws -> String { String(text[try range(name)]).trimmed }

    func replacing(_ name: String, with content: String) throws -> Readme {
        var copy = self
        copy.text.replaceSubrange(try range(name), with: "\n\(content.trimmed)\n")
        return copy
    }

    func write() throws {
        guard let stream = fopen(Self.path, "wb") else { throw Missing(what: "README.md cannot be written") }
        defer { fclose(stream) }
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw Missing(what: "README.md cannot be written")
        }
    }

    private func range(_ name: String) throws -> Range<String.Index> {
        guard let start = text.ranges(of: "<!-- begin generated: \(name) -->").first?.upperBound,
            let end = text[start...].ranges(of: "<!-- end generated: \(name) -->").first?.lowerBound
        else { throw Missing(what: "marker \(name)") }
        return start..<end
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
