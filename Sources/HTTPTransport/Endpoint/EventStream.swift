import NIOHTTP1

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Server-sent events as they go over the wire (HTML standard, section 9.2).
enum EventStream {
    /// A line that clients skip.
    static let comment = Array(": keep-alive\n\n".utf8)

    static let fields: HTTPHeaders = [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store",
        // Asks proxies such as nginx not to hold events back.
        "X-Accel-Buffering": "no",
    ]

    /// An event without data, whose id lets a client come back; it should wait a moment before it does.
    static func primer(_ id: EventID) -> [UInt8] { Array("id: \(id.text)\nretry: 500\ndata: \n\n".utf8) }

    /// Appends a message as one event. A message is on one line; should it not be, each line is marked as data.
    ///
    /// - Parameter name: nil: the name that clients take it for by themselves, `message`.
    static func append(_ message: [UInt8], id: EventID? = nil, name: String? = nil, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + message.count + 8)
        if let name { output += Array("event: \(name)\n".utf8) }
        if let id { output += Array("id: \(id.text)\n".utf8) }
        output += prefix
        if isOneLine(message) {
            output += message
        } else {
            for byte in message where byte != 0x0D {
                output.append(byte)
                if byte == 0x0A { output += prefix }
            }
        }
        output.append(0x0A)
        output.append(0x0A)
    }

    private static func isOneLine(_ message: [UInt8]) -> Bool {
        message.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return true }
            return memchr(base, 0x0A, bytes.count) == nil && memchr(base, 0x0D, bytes.count) == nil
        }
    }

    private static let prefix = Array("data: ".utf8)
}
