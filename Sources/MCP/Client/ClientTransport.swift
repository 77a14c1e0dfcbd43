import JSON

/// How a client's messages reach a server.
public protocol ClientTransport: Sendable {
    /// Sends a request and returns the reply. Cancelling the task tells the server.
    ///
    /// - Parameter onNotification: sees each notification that belongs to the request, in order.
    func request(
        _ message: OutgoingMessage, onNotification: @escaping @Sendable (JSONView) -> Void
    ) async throws -> JSONDocument

    /// Sends a notification.
    func notify(_ message: OutgoingMessage) async throws

    /// Ends the connection.
    func close() async
}

/// A message on its way to a server, with what a transport may repeat outside of it.
public struct OutgoingMessage: Sendable {
    /// JSON text without a newline.
    public let bytes: [UInt8]
    /// Id of a request; nil for a notification.
    public let id: Int?
    public let method: String
    /// `params.name`, or `params.uri` of `resources/read`, where a header repeats it.
    public let name: String?
    /// What the message declares or the handshake agreed; nil before either.
    public let revision: Revision?

    /// Creates a message.
    public init(bytes: [UInt8], id: Int?, method: String, name: String?, revision: Revision?) {
        self.bytes = bytes
        self.id = id
        self.method = method
        self.name = name
        self.revision = revision
    }
}

/// Why a client got no result.
public enum ClientFailure: Error, Sendable, CustomStringConvertible {
    /// The server answered with a JSON-RPC error.
    case refused(code: Int, message: String)
    /// The connection ended or was never made.
    case disconnected(String)
    /// The server sent something else than MCP.
    case unexpected(String)

    /// Whether a server that knows `server/discover` would not have answered so (2026-07-28, backward compatibility).
    var isOfHandshakeEra: Bool {
        switch self {
        case .refused(let code, _): ![-32020, -32021, -32022].contains(code)
        case .unexpected: true
        case .disconnected: false
        }
    }

    public var description: String {
        switch self {
        case .refused(let code, let message): "the server refused (\(code)): \(message)"
        case .disconnected(let reason): "not connected: \(reason)"
        case .unexpected(let what): "the server's answer is not MCP: \(what)"
        }
    }
}
