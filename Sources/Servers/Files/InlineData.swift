import JSON

/// The content of a `data:` URI (RFC 2397) in Base64.
struct DataURI {
    let mediaType: String?
    let content: [UInt8]

    init(mediaType: String?, content: [UInt8]) {
        self.mediaType = mediaType
        self.content = content
    }

    init(_ text: String) throws(FileBridge.Refusal) {
        guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            throw FileBridge.Refusal(message: "the data URI has no comma")
        }
        let head = text[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false)
        guard head.count > 1, head.last == "base64" else {
            throw FileBridge.Refusal(message: "the data URI is not base64")
        }
        guard let content = Base64.decode(text.utf8[text.utf8.index(after: comma)...].filter { !$0.isBlank }) else {
            throw FileBridge.Refusal(message: "the data URI's content is not well-formed Base64")
        }
        self.init(mediaType: head[0].isEmpty ? nil : head[0].lowercased(), content: content)
    }
}

/// Base64 that stands by itself where a path might stand.
///
/// With ``longestPath`` characters or more it is no path, since no system opens one of that length. Shorter text is taken
/// for Base64 only where no file has that name and the decoded content begins as a known kind of file does.
struct BareBase64 {
    private let characters: [UInt8]

    /// `PATH_MAX` of Linux; that of macOS is smaller.
    static let longestPath = 4096

    /// Nil where a character is neither of the alphabet nor white space.
    init?(_ text: String) {
        var characters: [UInt8] = []
        characters.reserveCapacity(text.utf8.count)
        for byte in text.utf8 where !byte.isBlank {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
                characters.append(byte)
            default: return nil
            }
        }
        self.characters = characters
    }

    /// Whether it cannot be a path.
    var isCertain: Bool { characters.count >= Self.longestPath }

    /// The decoded content, or nil where it is not well-formed.
    var content: [UInt8]? { Base64.decode(characters) }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
