import JSON

/// Outgoing JSON-RPC messages as bytes, without a newline.
public enum Envelope {
    private static let head = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    private static let result = Array(#","result":"#.utf8)

    /// A successful reply around a result that is JSON already.
    public static func reply(_ id: RequestID, result json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.count + id.raw.count + result.count + json.count + 1)
        write(id, result: json, to: &bytes)
        return bytes
    }

    /// Appends a successful reply.
    static func write(_ id: RequestID, result json: [UInt8], to bytes: inout [UInt8]) {
        bytes += head
        bytes += id.raw
        bytes += result
        bytes += json
        bytes.append(UInt8(ascii: "}"))
    }

    /// An error reply; without an id where none could be read.
    public static func error(_ id: RequestID?, _ error: ProtocolError, nullID: Bool = false) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { message in
            message.member("jsonrpc", "2.0")
            if let id {
                message.member("id", raw: id.raw)
            } else if nullID {
                message.member("id", .null)
            }
            message.key("error")
            message.object { body in
                body.member("code", error.code.rawValue)
                body.member("message", error.message)
                if let data = error.data { body.member("data", data) }
            }
        }
        return writer.bytes
    }

    /// A notification.
    public static func notification(_ method: String, params: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { message in
            message.member("jsonrpc", "2.0")
            message.member("method", method)
            message.key("params")
            message.object(params)
        }
        return writer.bytes
    }
}
