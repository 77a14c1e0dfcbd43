import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A provider that takes any amount of data and keeps none of it.
final class CountingProvider: Sendable {
    private struct State {
        var bytes = 0
        var peak = 0
    }

    private let state = Mutex(State())
    private let channel = Mutex<(any Channel)?>(nil)

    /// Bytes of bodies so far.
    var bytes: Int { state.withLock { $0.bytes } }
    /// Most memory of this process seen while a body came in.
    var peak: Int { state.withLock { $0.peak } }

    var port: Int { channel.withLock { $0?.localAddress?.port } ?? 0 }

    static func start(memory: @escaping @Sendable () -> Int) async throws -> CountingProvider {
        let provider = CountingProvider()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(HTTPRequestDecoder()), Session(provider, memory))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        provider.channel.withLock { $0 = channel }
        return provider
    }

    private func took(_ buffer: ByteBuffer, _ memory: () -> Int) {
        state.withLock { state in
            // Looked at now and then: each look reads a file.
            if state.bytes >> 24 != (state.bytes + buffer.readableBytes) >> 24 {
                state.peak = max(state.peak, memory())
            }
            state.bytes += buffer.readableBytes
        }
    }

    private final class Session: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = ByteBuffer

        private let provider: CountingProvider
        private let memory: @Sendable () -> Int

        init(_ provider: CountingProvider, _ memory: @escaping @Sendable () -> Int) {
            self.provider = provider
            self.memory = memory
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head: break
            case .body(let buffer): provider.took(buffer, memory)
            case .end:
                let answer = context.channel.allocator.buffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            }
        }
    }
}
