import Crypto
import JSON
import MCP

/// Where tools put the files that they make.
public struct OutputFolder: Sendable {
    private let path: String
    /// Largest file that also comes as content of a result, in bytes.
    private let inlineLimit: Int
    private let now: @Sendable () -> Double

    /// Creates the folder's description; it is made when the first file is written.
    public init(_ path: String, inlineLimit: Int, now: @escaping @Sendable () -> Double) {
        self.path = path
        self.inlineLimit = inlineLimit
        self.now = now
    }

    /// A file that was written, and what a result says of it.
    struct Saved: Sendable {
        let path: String
        let mediaType: String
        let size: Int
        /// SHA-256 in hexadecimal.
        let digest: String
        /// Content blocks for the result: the data itself where it is small and the client can show it.
        let content: [Content]

        var json: JSONValue {
            [
                "path": .string(path), "mime_type": .string(mediaType), "bytes": .int(size),
                "sha256": .string(digest),
            ]
        }

        var sentence: String { "\(path) (\(mediaType), \(size) bytes, sha256 \(digest))" }
    }

    /// Writes a file under a name that says when it was made and what is in it.
    func save(_ content: [UInt8], prefix: String, mediaType: String? = nil) throws -> Saved {
        let type = MediaType.of(content) ?? mediaType ?? "application/octet-stream"
        let digest = SHA256.hash(data: content).map { Self.hexadecimal($0) }.joined()
        let name = "\(prefix)-\(Int(now() * 1000))-\(digest.prefix(8)).\(MediaType.suffix(of: type))"
        let path = try LocalFile.write(content, folder: path, name: name)
        return Saved(
            path: path, mediaType: type, size: content.count, digest: digest, content: inline(content, type))
    }

    private func inline(_ content: [UInt8], _ type: String) -> [Content] {
        guard content.count <= inlineLimit else { return [] }
        if type.hasPrefix("image/"), type != "image/svg+xml" {
            return [.image(data: String(decoding: Base64.encode(content), as: UTF8.self), mimeType: type)]
        }
        if type.hasPrefix("audio/") {
            return [.audio(data: String(decoding: Base64.encode(content), as: UTF8.self), mimeType: type)]
        }
        return []
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }
}
