import NIOCore
import NIOHTTPTypes

/// Ends connections whose client stalls: a request that does not arrive whole in time, an answer that nobody reads.
///
/// One timer for each connection, moved only when it fires.
final class StallGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// The request did not arrive whole in time.
    struct RequestStalled: Error {}

    private let limit: TimeAmount
    /// Set until the first request has begun.
    private var connectionBegan: NIODeadline?
    private var requestBegan: NIODeadline?
    private var readingStopped: NIODeadline?
    private var timer: Scheduled<Void>?

    init(limit: TimeAmount) { self.limit = limit }

    /// The first request is expected from the start; later ones are bounded by the idle timeout until they begin.
    func channelActive(context: ChannelHandlerContext) {
        expectRequest(context)
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expectRequest(context) }
    }

    private func expectRequest(_ context: ChannelHandlerContext) {
        connectionBegan = .now()
        startTimer(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            connectionBegan = nil
            requestBegan = .now()
            startTimer(context)
        case .body: break
        case .end: requestBegan = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readingStopped = context.channel.isWritable ? nil : .now()
        if readingStopped != nil { startTimer(context) }
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    private func startTimer(_ context: ChannelHandlerContext) {
        guard timer == nil else { return }
        schedule(context, at: .now() + limit)
    }

    private func schedule(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            let (guardian, context) = bound.value
            guardian.check(context)
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        timer = nil
        let now = NIODeadline.now()
        if let stuck = [readingStopped, connectionBegan].compactMap({ $0 }).min(), now - stuck >= limit {
            context.close(promise: nil)
        } else if let requestBegan, now - requestBegan >= limit {
            self.requestBegan = nil
            context.fireErrorCaught(RequestStalled())
        } else if let since = [readingStopped, connectionBegan, requestBegan].compactMap({ $0 }).min() {
            schedule(context, at: since + limit)
        }
    }
}
