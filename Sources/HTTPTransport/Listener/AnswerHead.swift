import NIOCore
import NIOHTTP1

/// The head of a response as it goes over the wire (RFC 9112, section 4).
struct AnswerHead {
    let status: HTTPResponseStatus
    let fields: HTTPHeaders

    /// How the client finds the end of the body (RFC 9112, section 6.3).
    enum Framing {
        case length(Int)
        case chunks
        /// There is none, or the connection ends with it.
        case none
    }

    /// Appends the head with fields that every answer has.
    func write(
        to buffer: inout ByteBuffer, _ framing: Framing, date: String, extra: HTTPHeaders, connection: String?
    ) {
        if status == .ok {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            buffer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        }
        for (name, value) in fields { Self.write(name, value, to: &buffer) }
        for (name, value) in extra { Self.write(name, value, to: &buffer) }
        Self.write("Date", date, to: &buffer)
        if let connection { Self.write("Connection", connection, to: &buffer) }
        switch framing {
        case .length(let count): Self.write("Content-Length", String(count), to: &buffer)
        case .chunks: buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
        case .none: break
        }
        buffer.writeStaticString("\r\n")
    }

    /// A value that would end its line would begin another field, and is left out.
    private static func write(_ name: String, _ value: String, to buffer: inout ByteBuffer) {
        guard !value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else { return }
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }
}
