import JSON

/// A file that is kept for one caller until it expires.
public struct Deposit: Sendable, Hashable {
    /// What it is kept for.
    public enum Kind: Sendable, Hashable {
        /// Made by a tool, to be read as often as its caller likes.
        case result
        /// Sent by its caller, to be used once.
        case upload

        var scheme: String {
            switch self {
            case .result: "openai://results/"
            case .upload: "upload://"
            }
        }
    }

    /// Known to its caller only.
    public let id: String
    public let kind: Kind
    /// Id of the caller whose it is.
    public let caller: String
    /// Without any part of a path.
    public let name: String
    public let mediaType: String
    /// In bytes.
    public let size: Int
    /// SHA-256 in hexadecimal.
    public let digest: String
    /// Seconds since 1970.
    public let expires: Double

    /// Creates a description.
    public init(
        id: String, kind: Kind, caller: String, name: String, mediaType: String, size: Int, digest: String,
        expires: Double
    ) {
        self.id = id
        self.kind = kind
        self.caller = caller
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.digest = digest
        self.expires = expires
    }

    /// How a caller names it: `openai://results/ID` or `upload://ID`.
    public var uri: String { kind.scheme + id }

    /// The id in a URI of a deposit, or the text itself where it is none.
    static func id(in text: String) -> String {
        for kind in [Kind.result, .upload] where text.hasPrefix(kind.scheme) {
            return String(text.dropFirst(kind.scheme.count))
        }
        return text
    }

    /// What ids begin with, so that nobody takes one for a handle.
    static let idPrefix = "kept-"

    /// What a result says of it.
    var json: JSONValue {
        [
            "uri": .string(uri), "mime_type": .string(mediaType), "bytes": .int(size), "sha256": .string(digest),
            "expires_at": .int(Int(expires)),
        ]
    }
}
