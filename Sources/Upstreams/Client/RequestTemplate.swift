import Gateway
import NIOCore

/// What the requests to one place have in common: it is checked and written once.
struct RequestTemplate: Sendable {
    /// Something that must not go onto a wire. Values are not in it: a header's would be the key.
    struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
        let description: String
    }

    private let targetPrefix: String
    private let fields: Headers
    private let lines: [UInt8]

    /// Creates a template; a path is put behind `targetPrefix`, and `fields` are those of every request.
    init(targetPrefix: String, fields: Headers) throws(Invalid) {
        self.targetPrefix = targetPrefix
        self.fields = fields
        var lines: [UInt8] = []
        for field in fields.fields {
            try Self.check(field)
            lines += "\(field.name): \(field.value)\r\n".utf8
        }
        self.lines = lines
    }

    /// Makes a request; `headers` replace the template's fields of the same name.
    func request(
        _ method: String, _ path: String, headers: Headers = Headers(), body: [FileContent]? = nil
    ) throws(Invalid) -> OutgoingRequest {
        if headers.fields.contains(where: { fields[$0.name] != nil }) {
            var others = fields
            for field in headers.fields { others[field.name] = nil }
            return try RequestTemplate(targetPrefix: targetPrefix, fields: others)
                .request(method, path, headers: headers, body: body)
        }
        let length = body?.reduce(0) { $0 + $1.count }
        // What has to be read from a disk first cannot go out with the head.
        let short = Self.inMemory(body ?? [], atMost: Upload.step)
        var size = method.utf8.count + targetPrefix.utf8.count + path.utf8.count + lines.count + 48
        for field in headers.fields { size += field.name.utf8.count + field.value.utf8.count + 4 }
        for segment in short ?? [] { size += segment.count }

        var buffer = ByteBufferAllocator().buffer(capacity: size)
        buffer.writeString(method)
        buffer.writeInteger(UInt8(ascii: " "))
        buffer.writeString(targetPrefix)
        buffer.writeString(path)
        guard buffer.readableBytesView.dropFirst(method.utf8.count + 1).allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Invalid(description: "its path has characters that are not percent-encoded") }
        buffer.writeStaticString(" HTTP/1.1\r\n")
        buffer.writeBytes(lines)
        for field in headers.fields {
            try Self.check(field)
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        // A method that announces a body says that there is none (RFC 9110, section 8.6).
        if let length = length ?? (method == "POST" ? 0 : nil) {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(length))
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        for segment in short ?? [] { buffer.writeBytes(segment) }
        return OutgoingRequest(
            start: buffer, rest: short == nil ? Upload(body ?? []) : nil, isHead: method == "HEAD")
    }

    /// The bytes of a short body, or nil where it is long or lies on a disk.
    private static func inMemory(_ body: [FileContent], atMost limit: Int) -> [[UInt8]]? {
        var (segments, length): ([[UInt8]], Int) = ([], 0)
        for content in body {
            guard case .bytes(let bytes) = content, length + bytes.count <= limit else { return nil }
            segments.append(bytes)
            length += bytes.count
        }
        return segments
    }

    private static func check(_ field: (name: String, value: String)) throws(Invalid) {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(isTokenByte) else {
            throw Invalid(description: "the name of a header has a character that is not allowed there")
        }
        guard field.value.utf8.allSatisfy(isFieldByte) else {
            throw Invalid(description: "the value of header '\(field.name)' has a character that is not allowed there")
        }
        // Another length than the body's would let what follows be read as a second request.
        guard !["content-length", "transfer-encoding"].contains(field.name.lowercased()) else {
            throw Invalid(description: "header '\(field.name)' is set by the client itself")
        }
    }
}
