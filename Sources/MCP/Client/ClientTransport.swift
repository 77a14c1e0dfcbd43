import JSON

/// How a client's messages reach a server.
public protocol ClientTransport: Sendable {
    /// Whether messages go with HTTP headers, which repeat parts of them from 2026-07-28 on.
    var hasHeaders: Bool { get }

    /// Hands to `receive` what the server sends and is no reply, in the order in which it comes. What belongs to a
    /// request is handed over before that request's reply is returned.
    ///
    /// Is called once, before anything is sent. `receive` does not wait.
    func start(_ receive: @escaping @Sendable (JSONView) -> Void)

    /// Sends a request and returns the reply. Cancelling the task tells the server.
    func request(_ message: OutgoingMessage) async throws -> JSONDocument

    /// Sends a notification, or a reply to a request of the server's.
    func send(_ message: OutgoingMessage) async throws

    /// From now on also hears what belongs to no request, where that takes a channel of its own (HTTP until 2025-11-25).
    func hear(_ revision: Revision) async throws

    /// Ends the connection.
    func close() async
}

extension ClientTransport {
    public var hasHeaders: Bool { false }
    public func hear(_ revision: Revision) async throws {}
}

/// A message on its way to a server, with what a transport may repeat outside of it.
public struct OutgoingMessage: Sendable {
    /// JSON text without a newline.
    public let bytes: [UInt8]
    /// Id of a request; nil for a notification or a reply.
    public let id: Int?
    /// nil for a reply.
    public let method: String?
    /// `params.name`, `params.uri` or `params.taskId`, where a header repeats it.
    public let name: String?
    /// What the message declares or the handshake agreed; nil before either.
    public let revision: Revision?
    /// Arguments of a tool that headers repeat: what follows `Mcp-Param-` in the header's name, and the plain text.
    public let mirrored: [(header: String, text: String)]

    /// Creates a message.
    public init(
        bytes: [UInt8], id: Int?, method: String?, name: String?, revision: Revision?,
        mirrored: [(header: String, text: String)] = []
    ) {
        self.bytes = bytes
        self.id = id
        self.method = method
        self.name = name
        self.revision = revision
        self.mirrored = mirrored
    }
}
