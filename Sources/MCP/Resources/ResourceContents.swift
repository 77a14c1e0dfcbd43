import JSON

/// What was read from one resource.
public struct ResourceContents: Sendable, Hashable {
    /// Text, or bytes that travel as Base64.
    public enum Body: Sendable, Hashable {
        case text(String)
        case blob([UInt8])
    }

    public var uri: String
    public var mimeType: String?
    public var body: Body

    /// Creates contents.
    public init(uri: String, mimeType: String?, _ body: Body) {
        self.uri = uri
        self.mimeType = mimeType
        self.body = body
    }

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("uri", uri)
            if let mimeType { $0.member("mimeType", mimeType) }
            switch body {
            case .text(let text): $0.member("text", text)
            // Base64 needs no escaping, so that it is not searched for what does.
            case .blob(let bytes): $0.member("blob", raw: [0x22] + Base64.encode(bytes) + [0x22])
            }
        }
    }
}
