import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Takes connections, and knows those that are open.
final class Listener: Sendable {
    /// Told to every connection when the process is about to end: what rests is closed.
    struct Draining: Sendable {}

    private struct State {
        var server: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private let configuration: HTTPConfiguration
    private let group = MultiThreadedEventLoopGroup.singleton
    private let executors: LoopExecutors
    private let tls: NIOSSLContext?
    private let responder: Responder
    private let date = DateHeader()
    private let state = Mutex(State())

    init(_ configuration: HTTPConfiguration, tls: NIOSSLContext?, responder: Responder) {
        self.configuration = configuration
        self.tls = tls
        self.responder = responder
        executors = LoopExecutors(group)
    }

    /// Listens, and returns where.
    func open() async throws -> SocketAddress? {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [most = configuration.maxConnections] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptLimit(most))
                }
            }
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            // The end of what a client sends must not end what it is sent.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel) }
            }
        let channel = try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
        state.withLock { $0.server = channel }
        return channel.localAddress
    }

    /// Takes no more connections, and closes those that rest.
    func drain() {
        let (server, open) = state.withLock { ($0.server, Array($0.connections.values)) }
        server?.close(promise: nil)
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(Draining()) }
    }

    /// Closes everything.
    func close() {
        let (server, open) = state.withLock { ($0.server, Array($0.connections.values)) }
        server?.close(promise: nil)
        for channel in open { channel.close(promise: nil) }
    }

    /// Waits until no connection is open, at the longest for a time.
    func emptied(within time: Duration) async {
        let deadline = ContinuousClock.now + time
        while !state.withLock({ $0.connections.isEmpty }), .now < deadline {
            guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return }
        }
    }

    private func prepare(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)
        try pipeline.addHandlers(
            ByteToMessageHandler(decoder, maximumBufferSize: 256 << 10),
            ServerConnection(
                channel, executor: executors[channel.eventLoop], responder: responder, configuration, date: date))
        let id = ObjectIdentifier(channel)
        state.withLock { $0.connections[id] = channel }
        channel.closeFuture.whenComplete { [self] _ in state.withLock { _ = $0.connections.removeValue(forKey: id) } }
    }
}
