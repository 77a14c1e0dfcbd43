import JSON
import MCP

/// A file that a tool made, and what a result says of it.
struct SavedFile: Sendable {
    /// Where it is.
    enum Place: Sendable {
        case path(String)
        case deposit(Deposit)
    }

    let place: Place
    let mediaType: String
    /// In bytes.
    let size: Int
    /// SHA-256 in hexadecimal.
    let digest: String
    /// Its first bytes.
    let head: [UInt8]
    /// Content blocks for the result: where it can be read, and the data itself where it is small and can be shown.
    let content: [Content]

    var json: JSONValue {
        switch place {
        case .path(let path):
            [
                "path": .string(path), "mime_type": .string(mediaType), "bytes": .int(size),
                "sha256": .string(digest),
            ]
        case .deposit(let deposit): deposit.json
        }
    }

    /// Address of the file for a program.
    var url: String {
        switch place {
        case .path(let path): "file://" + PercentEncoding.path(path)
        case .deposit(let deposit): deposit.uri
        }
    }

    var sentence: String { "\(address) (\(mediaType), \(size) bytes, sha256 \(digest))" }

    private var address: String {
        switch place {
        case .path(let path): path
        case .deposit(let deposit): deposit.uri
        }
    }
}

extension Deposit {
    /// A block that tells a client where to read it.
    var link: Content { .link(uri: uri, name: name, mimeType: mediaType, size: size) }
}
