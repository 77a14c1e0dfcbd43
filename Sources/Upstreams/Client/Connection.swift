import Gateway
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// One connection of a pool: carries out what ``ConnectionState`` decides.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What stands between a connection and its first request.
    enum Opening {
        case tunnel
        case handshake
        case done
    }

    private let pool: ConnectionPool
    private let channel: any Channel
    private var context: ChannelHandlerContext?
    private var state = ConnectionState()
    private var opening: Opening
    private var exchange: Exchange?
    private var upload: Upload?
    private var isWriting = false
    private var isPaused = false
    private var isReadHeld = false
    private var isClosing = false
    /// By when the other side must do something; nil while we keep it waiting.
    private var patience: NIODeadline?
    private var idleSince: NIODeadline?
    private lazy var alarm = Alarm(on: channel.eventLoop) { [unowned self] in timeIsUp() }

    /// Shorter than the minute or so after which servers close idle connections themselves.
    private static let idleTime = TimeAmount.seconds(50)

    /// So short a rest is not worth a look at whether the other side has left in it.
    private static let briefly = TimeAmount.milliseconds(1)

    init(_ channel: any Channel, of pool: ConnectionPool, opening: Opening, until deadline: NIODeadline) {
        self.channel = channel
        self.pool = pool
        self.opening = opening
        patience = deadline
    }

    /// Resolves when the connection is closed.
    var closed: EventLoopFuture<Void> { channel.closeFuture }

    // MARK: What the pool and the exchange ask for

    /// Sends the request of an exchange; false if the connection turns out to be closed, and nothing has left.
    func run(_ exchange: Exchange) -> Bool {
        guard let context, state.isIdle, !isClosing else { return false }
        if let idleSince, .now() - idleSince > Self.briefly, channel.hasBeenLeft {
            close()
            return false
        }
        state.begin(exchange.request)
        context.writeAndFlush(wrapOutboundOut(exchange.request.start), promise: nil)
        // A write that fails closes the channel before it returns.
        guard channel.isActive, !isClosing else {
            _ = state.closed()
            return false
        }
        self.exchange = exchange
        exchange.wasSent = true
        exchange.run(on: self)
        upload = exchange.request.rest
        continueUpload()
        expect(exchange.plan.firstByte)
        return true
    }

    /// Closes in the middle of an exchange, which is told by whoever asks for this.
    func abort() {
        exchange = nil
        close()
    }

    /// The exchange takes bytes again, or looks at its clock.
    func resumeReading() {
        guard let exchange else { return }
        expect(exchange.plan.idle)
        unpause()
    }

    /// Closes; the pool forgets the connection at once.
    func close() {
        guard !isClosing else { return }
        isClosing = true
        _ = state.closed()
        alarm.stop()
        upload = nil
        channel.close(promise: nil)
        if opening == .done { pool.closed(self) }
    }

    // MARK: Opening

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setAlarm()
        if opening == .done { pool.opened(self) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as Tunnel.Opened: if event == .toSecure { opening = .handshake } else { becomeOpen() }
        case let event as TLSUserEvent: if case .handshakeCompleted = event { becomeOpen() }
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func becomeOpen() {
        guard opening != .done, !isClosing else { return }
        opening = .done
        pool.opened(self)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        state.received(unwrapInboundIn(data))
        var hasRoom = true
        loop: while true {
            switch state.next() {
            case .wait: break loop
            case .head(let head): exchange?.received(head, from: channel.eventLoop)
            case .body(let piece): if let exchange, !exchange.received(piece) { hasRoom = false }
            case .finish(let isReusable): finish(isReusable: isReusable)
            case .fail(let error): fail(error)
            case .close: close()
            }
        }
        guard let exchange else { return }
        if !hasRoom {
            // Waiting for our own reader is not waiting for the provider.
            isPaused = true
            expect(nil)
        } else if exchange.head != nil {
            expect(exchange.plan.idle)
        }
    }

    func read(context: ChannelHandlerContext) {
        if isPaused { isReadHeld = true } else { context.read() }
    }

    private func unpause() {
        isPaused = false
        guard isReadHeld else { return }
        isReadHeld = false
        context?.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if opening != .done {
            fail(opening == .tunnel ? ConnectionFailure.refusedByProxy : .closed)
        } else {
            switch state.closed() {
            case .finish: finish(isReusable: false)
            case .fail(let error): fail(error)
            default: close()
            }
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

    private func finish(isReusable: Bool) {
        let exchange = exchange
        self.exchange = nil
        unpause()
        if isReusable {
            idleSince = .now()
            expect(Self.idleTime)
            pool.free(self)
        } else {
            close()
        }
        exchange?.finish(exchange?.plan.isExact == true && state.hadSurplus ? ConnectionFailure.surplus : nil)
    }

    /// Ends whatever goes on.
    func fail(_ error: any Error) {
        let exchange = exchange
        self.exchange = nil
        let wasOpening = opening != .done && !isClosing
        close()
        exchange?.finish(error)
        if wasOpening { pool.failedToOpen(error) }
    }

    // MARK: Writing

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        continueUpload()
        context.fireChannelWritabilityChanged()
    }

    private func continueUpload() {
        // Flushing makes the channel writable again, which is reported in the middle of it.
        guard upload != nil, !isWriting, let context else { return }
        isWriting = true
        defer { isWriting = false }
        writing: while channel.isWritable, let action = upload?.next() {
            switch action {
            case .write(let piece): context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
            case .read(let file, let range): read(range, of: file)
            case .wait: break writing
            case .end:
                upload = nil
                state.uploaded()
            }
        }
        if let exchange, exchange.head == nil { expect(exchange.plan.firstByte) }
    }

    /// Reads on a thread that may wait for a disk. The next stretch is read when this one has been written.
    private func read(_ range: Range<Int>, of file: OpenFile) {
        NIOThreadPool.singleton.runIfActive(eventLoop: channel.eventLoop) { try file.buffer(range) }
            .assumeIsolated().whenComplete { [self] result in
                // The answer may have come, or the call may have been cancelled.
                guard upload != nil else { return }
                switch result {
                case .success(let buffer):
                    upload?.read(buffer)
                    continueUpload()
                case .failure(let error): fail(error)
                }
            }
    }

    // MARK: Time

    private func expect(_ time: TimeAmount?) {
        patience = time.map { .now() + $0 }
        setAlarm()
    }

    private func setAlarm() {
        guard !isClosing else { return }
        guard let end = exchange?.deadline else { return alarm.set(patience) }
        alarm.set(patience.map { min($0, end) } ?? end)
    }

    private func timeIsUp() {
        guard opening == .done else {
            return fail(
                opening == .tunnel ? ConnectionFailure.refusedByProxy : ConnectionFailure.noHandshakeInTime)
        }
        guard let exchange else { return close() }
        if let deadline = exchange.deadline, deadline <= .now() { return fail(ConnectionFailure.overdue) }
        fail(Failures.silence(plan: exchange.plan, gotHead: exchange.head != nil))
    }
}
