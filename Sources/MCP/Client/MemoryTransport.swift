import JSON

/// A client and a server in one process, with nothing between them.
public final class MemoryTransport: ClientTransport {
    private let pending: Pending
    private let connection: Connection

    /// Connects to a server.
    public init(server: Server, principal: any Principal) {
        let pending = Pending()
        self.pending = pending
        connection = Connection(server: server, principal: principal, outlet: Inbox(pending: pending))
    }

    public func start(_ receive: @escaping @Sendable (JSONView) -> Void) { pending.start(receive) }

    public func request(_ message: OutgoingMessage) async throws -> JSONDocument {
        try await pending.exchange(message) { [pending, connection] bytes in
            if let reply = connection.receive(bytes) { pending.receive(reply) }
        }
    }

    public func send(_ message: OutgoingMessage) async throws { _ = connection.receive(message.bytes) }

    public func close() async {
        connection.close()
        pending.end("closed")
    }

    private struct Inbox: Outlet {
        let pending: Pending
        func send(_ message: [UInt8]) async { pending.receive(message) }
    }
}
