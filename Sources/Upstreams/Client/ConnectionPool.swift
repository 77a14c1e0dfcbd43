import NIOCore
import NIOPosix
import NIOSSL

/// The connections of one event loop: carries out what ``PoolState`` decides. It is used on that loop only.
final class ConnectionPool {
    let loop: any EventLoop
    private let route: Route
    private var state = PoolState<Connection, Exchange>()

    init(_ route: Route, on loop: any EventLoop) {
        self.route = route
        self.loop = loop
    }

    /// Sends an exchange's request, at once if a connection is free.
    func run(_ exchange: Exchange) {
        while true {
            switch state.request(exchange) {
            case .use(let connection):
                if connection.run(exchange) { return }
            // It was closed while idle and we had not heard of it yet; nothing was lost.
            case .open:
                exchange.wait(in: self, until: nil)
                return open()
            case .wait:
                return exchange.wait(in: self, until: .now() + route.timeout)
            case .refuse:
                return exchange.finish(ConnectionFailure.shutDown)
            }
        }
    }

    /// An exchange waits no longer.
    func withdraw(_ exchange: Exchange) { state.withdraw(exchange) }

    /// Closes all connections; what is in flight on them fails.
    func close() -> EventLoopFuture<Void> {
        let (waiters, connections) = state.close()
        for waiter in waiters { waiter.finish(ConnectionFailure.shutDown) }
        let closed = connections.map { $0.closed }
        for connection in connections { connection.fail(ConnectionFailure.shutDown) }
        return .andAllComplete(closed, on: loop)
    }

    // MARK: What connections report

    func opened(_ connection: Connection) {
        // Not again and again, where a server closes each connection at once.
        assign(connection, state.opened(connection)) { $0.finish(ConnectionFailure.closed) }
    }

    func free(_ connection: Connection) { assign(connection, state.free(connection)) { run($0) } }

    func failedToOpen(_ error: any Error) {
        let (waiter, opensAnother) = state.failedToOpen()
        waiter?.finish(error)
        if opensAnother { open() }
    }

    func closed(_ connection: Connection) {
        if state.closed(connection) { open() }
    }

    private func assign(
        _ connection: Connection, _ assignment: PoolState<Connection, Exchange>.Assignment,
        whenClosed: (Exchange) -> Void
    ) {
        switch assignment {
        case .serve(let exchange): if !connection.run(exchange) { whenClosed(exchange) }
        case .keep: break
        case .close: connection.close()
        }
    }

    // MARK: Opening

    private func open() {
        let deadline = NIODeadline.now() + route.timeout
        let context = route.tls?.context(on: loop).map { Optional($0) } ?? loop.makeSucceededFuture(nil)
        context.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let context):
                self.route.connect(on: self.loop).assumeIsolated().whenComplete { result in
                    do {
                        try self.prepare(try result.get(), context, until: deadline)
                    } catch {
                        self.failedToOpen(error)
                    }
                }
            case .failure(let error): self.failedToOpen(error)
            }
        }
    }

    /// Puts the handlers onto a channel that is connected; the connection reports when it is open.
    private func prepare(_ channel: any Channel, _ context: NIOSSLContext?, until deadline: NIODeadline) throws {
        guard !state.isClosed else {
            channel.close(promise: nil)
            throw ConnectionFailure.shutDown
        }
        let secure = try context.map { try NIOSSLClientHandler(context: $0, serverHostname: route.serverName) }
        let pipeline = channel.pipeline.syncOperations
        let opening: Connection.Opening
        if let tunnel = Tunnel(route) {
            try pipeline.addHandler(TunnelHandler(tunnel, secure: secure))
            opening = .tunnel
        } else {
            if let secure { try pipeline.addHandler(secure) }
            opening = secure == nil ? .done : .handshake
        }
        try pipeline.addHandler(Connection(channel, of: self, opening: opening, until: deadline))
        try channel.syncOptions?.setOption(.autoRead, value: true)
    }
}
