import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client stalls: a request that does not arrive whole in time, an answer that nobody reads.
///
/// What may be large need only go on, and has longer for the whole. What has been answered before it was whole, such as a
/// request that is refused, has a moment left: closed at once, the answer could be lost.
///
/// One timer for each connection, moved only when it fires.
final class StallGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// The request did not arrive whole in time.
    struct RequestStalled: Error {}

    private let limit: TimeAmount
    private let longest: (HTTPRequest) -> TimeAmount?
    /// Set until the first request has begun.
    private var connectionBegan: NIODeadline?
    private var requestBegan: NIODeadline?
    /// By when a large request must be whole; nil: the limit holds.
    private var requestEnds: NIODeadline?
    private var readingStopped: NIODeadline?
    /// Requests that have begun and not been answered.
    private var unanswered = 0
    /// Until when the rest of a request is read that has been answered already.
    private var lingersUntil: NIODeadline?
    private var timer: Scheduled<Void>?

    /// - Parameters:
    ///   - limit: for a request to arrive whole, or to go on.
    ///   - longest: time for a request that may be large; nil for any other.
    init(limit: TimeAmount, longest: @escaping (HTTPRequest) -> TimeAmount? = { _ in nil }) {
        self.limit = limit
        self.longest = longest
    }

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
        case .head(let head):
            connectionBegan = nil
            unanswered += 1
            requestBegan = .now()
            requestEnds = longest(head).map { .now() + $0 }
            startTimer(context)
        case .body:
            if let requestEnds { requestBegan = min(.now(), requestEnds - limit) }
        case .end: (requestBegan, lingersUntil) = (nil, nil)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            if unanswered == 0, requestBegan != nil {
                let end = NIODeadline.now() + min(limit, Self.linger)
                lingersUntil = end
                timer?.cancel()
                schedule(context, at: end)
            }
        }
        context.write(data, promise: promise)
    }

    private static let linger = TimeAmount.seconds(2)

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
        } else if let lingersUntil, lingersUntil <= now {
            context.close(promise: nil)
        } else if let requestBegan, now - requestBegan >= limit {
            self.requestBegan = nil
            context.fireErrorCaught(RequestStalled())
        } else if let since = [readingStopped, connectionBegan, requestBegan].compactMap({ $0 }).min() {
            schedule(context, at: since + limit)
        }
    }
}
