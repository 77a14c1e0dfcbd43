import Dispatch
import JSON
import Synchronization

/// One ordered two-way channel to one client: stdio, or memory in tests. Does no input or output of its own.
public final class Connection: Sendable {
    private let server: Server
    private let principal: any Principal
    private let outlet: any Outlet
    private let limits: JSONLimits
    private let client = Mutex<ClientDescription?>(nil)
    private let inFlight = InFlight<RequestID>()
    private let places: DispatchSemaphore

    /// Creates a connection.
    ///
    /// - Parameters:
    ///   - outlet: where replies that take time, and notifications, go.
    ///   - maxInFlight: requests worked on at once; past that, ``receive(_:)`` blocks its thread, and so the client.
    public init(
        server: Server, principal: any Principal, outlet: any Outlet, maxInFlight: Int = 1024,
        limits: JSONLimits = JSONLimits()
    ) {
        self.server = server
        self.principal = principal
        self.outlet = outlet
        self.limits = limits
        self.places = DispatchSemaphore(value: maxInFlight)
    }

    /// Requests being worked on.
    public var requestsInFlight: Int { inFlight.count }

    /// Handles one message and returns what can be answered at once, without a newline.
    public func receive(_ bytes: [UInt8]) -> [UInt8]? {
        let message: JSONView
        do {
            message = try JSONDocument(bytes, limits: limits).root
        } catch {
            return Envelope.error(nil, ProtocolError(.parseError, "Not JSON: \(error)."), nullID: true)
        }
        return message.kind == .array ? receive(batch: message) : receive(message)
    }

    /// Cancels what is in flight and accepts no more.
    public func close() { inFlight.close() }

    private func receive(_ message: JSONView) -> [UInt8]? {
        switch server.receive(message, from: peer) {
        case .nothing:
            return nil
        case .reply(let reply):
            return reply.bytes
        case .initialized(let reply, let agreed):
            client.withLock { $0 = agreed }
            return reply.bytes
        case .cancel(let id):
            inFlight.cancel(id)
            return nil
        case .work(let work):
            return start(work.id) { [outlet] in
                if let reply = await work.run(outlet: outlet) { await outlet.send(reply.bytes) }
            }
        }
    }

    private func receive(batch: JSONView) -> [UInt8]? {
        guard (client.withLock { $0 }?.revision ?? .assumed).hasBatches, batch.count > 0 else {
            let reason =
                batch.count == 0 ? "A batch must not be empty." : "The agreed protocol revision has no batches."
            return Envelope.error(nil, ProtocolError(.invalidRequest, reason), nullID: true)
        }
        let parts = Batch(batch, server: server, peer: peer)
        for id in parts.cancelled { inFlight.cancel(id) }
        guard let first = parts.work.first else { return parts.replies.isEmpty ? nil : Batch.array(parts.replies) }
        return start(first.id) { [outlet] in
            let replies = await parts.run(outlet: outlet)
            if !replies.isEmpty { await outlet.send(Batch.array(replies)) }
        }
    }

    private func start(_ id: RequestID, _ work: @escaping @Sendable () async -> Void) -> [UInt8]? {
        places.wait()
        let started = inFlight.start(id) { [places] in
            await work()
            places.signal()
        }
        if started { return nil }
        places.signal()
        return Envelope.error(id, ProtocolError(.invalidRequest, "A request with this id is still being worked on."))
    }

    private var peer: Peer { Peer(client: client.withLock { $0 }, principal: principal) }
}
