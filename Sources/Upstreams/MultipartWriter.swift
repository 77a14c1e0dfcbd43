import Gateway

/// Writes the parts of a form as `multipart/form-data` (RFC 7578).
struct MultipartWriter {
    /// 32 random digits: that a file should hold them by chance is out of the question.
    let boundary: String

    /// Creates a writer with a boundary of its own.
    init(using generator: inout some RandomNumberGenerator) {
        boundary =
            "openai-mcp-"
            + (0..<32).map { _ in String(Int.random(in: 0..<16, using: &generator), radix: 16) }
            .joined()
    }

    /// Value of the request's `Content-Type`.
    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// The body in pieces; the content of a file is neither copied nor read.
    func segments(_ parts: [Part]) -> [FileContent] {
        var segments: [FileContent] = []
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(part.name))\""
            if let filename = part.filename { head += "; filename=\"\(Self.quoted(filename))\"" }
            if let type = part.contentType ?? (part.filename == nil ? nil : "application/octet-stream") {
                head += "\r\nContent-Type: \(type.filter { !$0.isNewline })"
            }
            segments.append(.bytes(Array((segments.isEmpty ? head : "\r\n" + head).utf8) + Array("\r\n\r\n".utf8)))
            segments.append(part.content)
        }
        segments.append(.bytes(Array("\(segments.isEmpty ? "" : "\r\n")--\(boundary)--\r\n".utf8)))
        return segments
    }

    /// A name between quotes; the three bytes that would end it are encoded as browsers do (WHATWG HTML, 4.10.21.8).
    static func quoted(_ name: String) -> String {
        var output: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output += "%22".utf8
            case UInt8(ascii: "\r"): output += "%0D".utf8
            case UInt8(ascii: "\n"): output += "%0A".utf8
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
