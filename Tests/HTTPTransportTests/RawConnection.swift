import JSON
import NIOCore
import NIOPosix
import Synchronization

/// A TCP connection on which a test writes what it likes, and reads when it likes.
final class RawConnection: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    private init(_ channel: any Channel, _ inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// - Parameter reads: false: nothing is read before ``startReading()``.
    static func open(_ port: Int, reads: Bool = true) async throws -> RawConnection {
        let inbox = Inbox()
        var bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { $0.pipeline.addHandler(Reader(inbox)) }
        // So that a client which does not read is soon noticed.
        if !reads { bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: 1 << 14) }
        return RawConnection(try await bootstrap.connect(host: "127.0.0.1", port: port).get(), inbox)
    }

    func startReading() async throws { try await channel.setOption(.autoRead, value: true).get() }

    func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

    // MARK: Writing

    func write(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

    func send(
        _ method: String, _ path: String = "/mcp", _ headers: [(String, String)] = [], body: String? = nil
    ) async throws {
        let length = body.map { [("Content-Length", String($0.utf8.count))] } ?? []
        let lines = (length + headers).map { "\($0.0): \($0.1)\r\n" }.joined()
        try await write("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(lines)\r\n\(body ?? "")")
    }

    func post(_ body: String, _ headers: [(String, String)]) async throws {
        try await send("POST", "/mcp", headers, body: body)
    }

    /// Closes it, if the server has not yet.
    func close() async throws {
        do { try await channel.close() } catch ChannelError.alreadyClosed {}
    }

    /// Says that nothing more will be written.
    func closeWriting() async throws { try await channel.close(mode: .output) }

    // MARK: Reading

    var text: String { inbox.text.withLock { $0 } }

    /// The messages of an event stream, as far as they have come.
    var events: [JSONView] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("data: ") ? try? JSONDocument(String(line.dropFirst(6))).root : nil
        }
    }

    /// Ids of the events that have come.
    var eventIDs: [String] {
        text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }

    /// Waits until the server has sent something that contains this; false after five seconds.
    func waits(for text: String) async throws -> Bool { try await waits { self.text.contains(text) } }

    /// Waits until the server has closed the connection; false after five seconds.
    func waitsForEnd() async throws -> Bool { try await waits { self.inbox.isOver.withLock { $0 } } }

    /// Waits until the whole answer has come that ends with an empty chunk.
    func waitsForEndOfStream() async throws -> Bool { try await waits { self.text.hasSuffix("\r\n0\r\n\r\n") } }

    private func waits(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private final class Inbox: Sendable {
        let text = Mutex("")
        let isOver = Mutex(false)
    }

    private final class Reader: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let inbox: Inbox

        init(_ inbox: Inbox) { self.inbox = inbox }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            inbox.text.withLock { $0 += String(buffer: buffer) }
        }

        func channelInactive(context: ChannelHandlerContext) { inbox.isOver.withLock { $0 = true } }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
