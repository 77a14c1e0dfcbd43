import NIOCore
import NIOSSL

/// Has a ``Tunnel`` opened, puts TLS behind it where that is needed, and goes.
final class TunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var tunnel: Tunnel
    private var secure: NIOSSLClientHandler?
    private var unread = ByteBuffer()

    init(_ tunnel: Tunnel, secure: NIOSSLClientHandler?) {
        self.tunnel = tunnel
        self.secure = secure
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(tunnel.begin()), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unread.writeImmutableBuffer(unwrapInboundIn(data))
        do {
            while true {
                switch try tunnel.received(&unread) {
                case .wait: return
                case .send(let bytes): context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
                case .done: return try open(context)
                }
            }
        } catch {
            context.fireErrorCaught(error)
        }
    }

    private func open(_ context: ChannelHandlerContext) throws {
        let pipeline = context.pipeline.syncOperations
        // Told before the handshake begins, whose end is the connection's.
        context.fireUserInboundEventTriggered(secure == nil ? Tunnel.Opened.toRead : .toSecure)
        if let secure { try pipeline.addHandler(secure, position: .after(self)) }
        secure = nil
        if unread.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(unread)) }
        pipeline.removeHandler(self, promise: nil)
    }
}
