/// Why a client got no result.
public enum ClientFailure: Error, Sendable, CustomStringConvertible {
    /// The server answered with a JSON-RPC error.
    case refused(code: Int, message: String)
    /// The server speaks only these revisions, none of which the client has asked in (`-32022`).
    case unsupported(versions: [String])
    /// HTTP answered with a status that is an error, and without a JSON-RPC message.
    case http(status: Int)
    /// The connection ended or was never made.
    case disconnected(String)
    /// The server sent something else than MCP, or asked for what the client has not offered.
    case unexpected(String)
    /// The task that the call had become was cancelled; in the server's words, if it had any.
    case taskCancelled(String?)

    /// Whether a server that knows `server/discover` would not have answered so (2026-07-28, stdio and Streamable HTTP,
    /// backward compatibility). What tells of keys or of a fault of the server's says nothing about its era.
    var isOfHandshakeEra: Bool {
        switch self {
        case .refused(let code, _): ![-32020, -32021, -32022].contains(code)
        case .http(let status): (400..<500).contains(status) && ![401, 403, 407, 429].contains(status)
        case .unexpected: true
        case .unsupported, .disconnected, .taskCancelled: false
        }
    }

    public var description: String {
        switch self {
        case .refused(let code, let message): "the server refused (\(code)): \(message)"
        case .unsupported(let versions):
            "the server speaks only \(versions.joined(separator: ", ")); this client speaks \(Self.known)"
        case .http(let status): "the server answered HTTP \(status)\(Self.hint(status))"
        case .disconnected(let reason): "not connected: \(reason)"
        case .unexpected(let what): "the server's answer is not MCP: \(what)"
        case .taskCancelled(let message): "the task was cancelled\(message.map { ": \($0)" } ?? "")"
        }
    }

    private static var known: String { Revision.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func hint(_ status: Int) -> String {
        switch status {
        case 401, 403: "; give the key or token that it wants"
        case 404, 405: "; look whether the address is that of an MCP endpoint"
        case 300..<400: ", a redirect, which is not followed"
        default: ""
        }
    }
}
