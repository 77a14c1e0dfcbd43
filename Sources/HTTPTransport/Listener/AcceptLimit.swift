import NIOCore

/// Takes no more connections than there may be; others wait in the system's queue.
final class AcceptLimit: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = any Channel

    private let limit: Int
    private var open = 0
    private var isReadHeld = false

    init(_ limit: Int) { self.limit = limit }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (limit, context) = bound.value
            limit.closed(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if open < limit { context.read() } else { isReadHeld = true }
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isReadHeld, open < limit else { return }
        isReadHeld = false
        context.read()
    }
}
