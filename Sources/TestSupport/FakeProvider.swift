import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A provider on a loopback socket that answers as its script says, byte for byte.
public final class FakeProvider: Sendable {
    /// A request as it came.
    public struct Request: Sendable {
        public var method: String
        /// Path and query.
        public var target: String
        public var headers: [(name: String, value: String)]
        public var body: [UInt8]
        /// Which connection it came on, from 0.
        public var connection: Int

        /// First value of a header.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// The body as text.
        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What is done with a request, one after the other.
    public enum Step: Sendable {
        case send([UInt8])
        case wait(Duration)
        /// Ends the connection in good order.
        case close
        /// Drops the connection, so that the client sees a reset.
        case reset
        /// Does nothing more; the connection stays open.
        case hang

        /// Bytes as text.
        public static func send(_ text: String) -> Step { .send(Array(text.utf8)) }

        /// A whole answer with its length.
        public static func answer(
            _ status: Int = 200, _ headers: [String] = [], _ body: String = "", type: String = "application/json"
        ) -> Step {
            let lines = ["HTTP/1.1 \(status) Whatever", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)"]
            return .send((lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body)
        }

        /// The head of an event stream, whose body then follows in chunks.
        public static var streamHead: Step {
            .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        }

        /// One chunk of such a body.
        public static func chunk(_ text: String) -> Step {
            .send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
        }

        /// The end of such a body.
        public static var lastChunk: Step { .send("0\r\n\r\n") }
    }

    /// What to do with the request of this number, from 0.
    public typealias Script = @Sendable (_ request: Request, _ number: Int) -> [Step]

    private struct Log {
        var requests: [Request] = []
        var connections = 0
        var open = 0
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let log = Mutex(Log())
    private let channel = Mutex<(any Channel)?>(nil)

    /// Listens on a free port of the loopback address. With `atHead`, the script runs before the body is read;
    /// `prepare` may put handlers in front, such as one for TLS.
    public static func start(
        atHead: Bool = false, prepare: @escaping @Sendable (any Channel) throws -> Void = { _ in },
        _ script: @escaping Script
    ) async throws -> FakeProvider {
        let provider = FakeProvider()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try prepare(child)
                    try child.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(HTTPRequestDecoder()),
                        Session(provider, provider.opened(), script, atHead: atHead))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        provider.channel.withLock { $0 = channel }
        return provider
    }

    private init() {}

    /// The port that it listens on.
    public var port: Int { channel.withLock { $0?.localAddress?.port } ?? 0 }

    /// Base URL for a provider's settings.
    public var baseURL: String { "http://127.0.0.1:\(port)/v1" }

    /// The requests so far.
    public var requests: [Request] { log.withLock { $0.requests } }

    /// Connections that were ever made.
    public var connections: Int { log.withLock { $0.connections } }

    /// Returns when no more than `count` connections are open.
    public func waitUntilOpenConnections(atMost count: Int) async {
        await withCheckedContinuation { continuation in
            let isDone = log.withLock { log in
                if log.open > count { log.waiters.append((count, continuation)) }
                return log.open <= count
            }
            if isDone { continuation.resume() }
        }
    }

    /// Stops listening.
    public func stop() async { try? await channel.withLock { $0 }?.close() }

    fileprivate func opened() -> Int {
        log.withLock { log in
            log.open += 1
            log.connections += 1
            return log.connections - 1
        }
    }

    fileprivate func closed() {
        let ready = log.withLock { log in
            log.open -= 1
            let ready = log.waiters.filter { $0.count >= log.open }
            log.waiters.removeAll { $0.count >= log.open }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    fileprivate func received(_ request: Request) -> Int {
        log.withLock { log in
            log.requests.append(request)
            return log.requests.count - 1
        }
    }
}

/// One connection.
private final class Session: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let provider: FakeProvider
    private let connection: Int
    private let script: FakeProvider.Script
    private let atHead: Bool
    private var request: FakeProvider.Request?

    init(_ provider: FakeProvider, _ connection: Int, _ script: @escaping FakeProvider.Script, atHead: Bool) {
        self.provider = provider
        self.connection = connection
        self.script = script
        self.atHead = atHead
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = FakeProvider.Request(
                method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) },
                body: [], connection: connection)
            if atHead { answer(context) }
        case .body(let buffer): request?.body.append(contentsOf: buffer.readableBytesView)
        case .end: if !atHead { answer(context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        provider.closed()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ context: ChannelHandlerContext) {
        guard let request else { return }
        perform(script(request, provider.received(request))[...], context)
    }

    private func perform(_ steps: ArraySlice<FakeProvider.Step>, _ context: ChannelHandlerContext) {
        guard let step = steps.first, context.channel.isActive else { return }
        switch step {
        case .send(let bytes):
            context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
        case .wait(let time):
            let rest = NIOLoopBound((steps.dropFirst(), context, self), eventLoop: context.eventLoop)
            let nanoseconds = time.components.seconds * 1_000_000_000 + time.components.attoseconds / 1_000_000_000
            context.eventLoop.scheduleTask(in: .nanoseconds(nanoseconds)) {
                let (steps, context, session) = rest.value
                session.perform(steps, context)
            }
            return
        case .close:
            context.close(promise: nil)
            return
        case .reset:
            // Closing with time to linger of none discards what is unsent and resets the connection.
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            let option = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            (option ?? context.eventLoop.makeSucceededVoidFuture()).whenComplete { _ in bound.value.close(promise: nil)
            }
            return
        case .hang: return
        }
        perform(steps.dropFirst(), context)
    }
}
