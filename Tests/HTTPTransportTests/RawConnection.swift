import NIOCore
import NIOPosix
import Synchronization

/// A TCP connection on which a test writes what it likes.
final class RawConnection: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let received = Mutex("")
    private let isOver = Mutex(false)

    private init(_ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>) { self.channel = channel }

    static func open(_ port: Int) async throws -> RawConnection {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let connection = RawConnection(channel)
        Task {
            try? await channel.executeThenClose { inbound, _ in
                for try await buffer in inbound {
                    connection.received.withLock { $0 += String(buffer: buffer) }
                }
            }
            connection.isOver.withLock { $0 = true }
        }
        return connection
    }

    func write(_ text: String) async throws { try await channel.channel.writeAndFlush(ByteBuffer(string: text)) }

    func post(_ body: String, _ headers: [(String, String)]) async throws {
        let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        try await write(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\(lines)\r\n\(body)")
    }

    func close() async throws { try await channel.channel.close() }

    var text: String { received.withLock { $0 } }

    /// Waits until the server has sent something that contains this; false after five seconds.
    func waits(for text: String) async throws -> Bool {
        for _ in 0..<500 {
            if self.text.contains(text) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Waits until the server has closed the connection; false after five seconds.
    func waitsForEnd() async throws -> Bool {
        for _ in 0..<500 {
            if isOver.withLock({ $0 }) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
