import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// One connection: takes its requests in turn and writes what becomes of them. All of it happens on its event loop.
final class ServerConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What is done with the body of a request.
    enum Intake {
        case drop
        case gather(limit: Int, @Sendable ([UInt8]) -> Reception)
        case pass(IncomingBody)
    }

    /// The request that is taken, or answered, at the moment.
    struct Turn {
        let number: Int
        let request: Responder.Arrived
        /// Headers of the answer, whatever it is.
        var extra: HTTPHeaders = [:]
        var intake = Intake.drop
        var isWhole = false
        var source: (any AnswerSource)?
        /// How the body of the answer is framed, once its head is written.
        var isChunked = false
        var isAnswered = false
        /// Whether the connection ends with the answer.
        var closes: Bool
    }

    let channel: any Channel
    let connection: ClientConnection
    let responder: Responder
    let date: DateHeader
    private let uploadTime: TimeAmount
    var context: ChannelHandlerContext?
    var turn: Turn?
    private var turns = 0
    /// What has come of a body that is wanted whole.
    private var gathered: [UInt8] = []
    /// What came while another request was under way.
    private var backlog = CircularBuffer<HTTPServerRequestPart>()
    private var isTakingBacklog = false
    private var isReadHeld = false
    var hasRoom = true
    private var isDraining = false
    /// What comes is no HTTP.
    private var isBroken = false
    private var isFinishing = false
    var isPulling = false
    var clock: ConnectionClock
    private var timer: Scheduled<Void>?
    private var timerEnds = NIODeadline.distantFuture

    init(
        _ channel: any Channel, executor: (any TaskExecutor)?, responder: Responder,
        _ configuration: HTTPConfiguration, date: DateHeader
    ) {
        self.channel = channel
        self.responder = responder
        self.date = date
        connection = ClientConnection(
            localAddress: channel.localAddress, remoteAddress: channel.remoteAddress, executor: executor)
        uploadTime = TimeAmount(configuration.uploadTimeout)
        clock = ConnectionClock(
            limit: TimeAmount(configuration.requestTimeout), idle: TimeAmount(configuration.idleTimeout), at: .now())
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setTimer()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        timer?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isFinishing else { return }
        if backlog.isEmpty, !mustWait(part) { take(part) } else { backlog.append(part) }
    }

    func read(context: ChannelHandlerContext) {
        // A client that does not read its answers is not asked for more requests.
        if backlog.isEmpty, hasRoom, channel.isWritable { context.read() } else { isReadHeld = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        clock.clientReads(channel.isWritable, at: .now())
        setTimer()
        if channel.isWritable {
            drain()
            takeBacklog()
            readOn()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: inputEnded()
        case is Listener.Draining:
            isDraining = true
            if turn == nil { finish() }
        case let event as TLSUserEvent: if case .handshakeCompleted = event { readCertificate(context) }
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isFinishing, !isBroken else { return }
        guard error is HTTPParserError else { return context.close(promise: nil) }
        isBroken = true
        guard let turn else { return refuseWhatIsBroken() }
        // What came before is answered first.
        guard !turn.isWhole else { return }
        if turn.isAnswered || turn.source != nil { close() } else { refuseWhatIsBroken() }
    }

    private func readCertificate(_ context: ChannelHandlerContext) {
        let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
        guard let der = try? handler?.peerCertificate?.toDERBytes() else { return }
        connection.certificateNames = CertificateNames(der: der).all
    }

    // MARK: Requests

    /// Whether a part belongs to a request whose turn has not come.
    private func mustWait(_ part: HTTPServerRequestPart) -> Bool {
        if case .head = part { turn != nil || !channel.isWritable } else { false }
    }

    private func take(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): begin(head)
        case .body(let piece): take(piece)
        case .end: bodyEnded()
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        turns += 1
        let request = Responder.Arrived(head, RequestFields(head.headers), connection)
        clock.requestBegins(at: .now(), longest: request.path.hasPrefix(RouteTable.uploads) ? uploadTime : nil)
        setTimer()
        // Behind a request for another protocol the parser reads no further.
        let isLast = !head.isKeepAlive || head.method == .CONNECT || head.headers.contains(name: "upgrade")
        turn = Turn(number: turns, request: request, closes: isLast)
        let (reception, extra) = responder.receive(request)
        turn?.extra = extra
        follow(reception)
    }

    private func follow(_ reception: Reception) {
        guard let turn else { return }
        switch reception {
        case .answer(let answer): begin(answer)
        case .body(let limit, let then):
            let announced = turn.request.fields.contentLength.flatMap { Int($0) } ?? 0
            guard announced <= limit else { return refuse(RequestBody.tooLarge(limit)) }
            gathered.reserveCapacity(min(announced, 1 << 20))
            self.turn?.intake = .gather(limit: limit, then)
            askForBody()
        case .task(let work): start(turn.number) { await work() }
        case .upload(let work):
            let loop = NIOLoopBound(self, eventLoop: channel.eventLoop)
            let body = IncomingBody { [channel] in channel.eventLoop.execute { loop.value.roomCame() } }
            self.turn?.intake = .pass(body)
            askForBody()
            let task = start(turn.number) { try await work(body) }
            connection.watch { task.cancel() }
        }
    }

    /// Lets a task find the answer; where it throws, the connection is of no more use.
    @discardableResult
    private func start(_ number: Int, _ work: @escaping @Sendable () async throws -> Answer) -> Task<Void, Never> {
        let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
        let loop = channel.eventLoop
        return Task(executorPreference: connection.executor) {
            let answer = try? await work()
            loop.execute {
                guard bound.value.turn?.number == number else { return }
                if let answer { bound.value.begin(answer) } else { bound.value.close() }
            }
        }
    }

    /// Asks a client for the body that waits to be asked (RFC 9110, section 10.1.1).
    private func askForBody() {
        guard let turn, turn.request.fields.expectsContinue, !turn.request.isOld, !turn.isWhole else { return }
        write { $0.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n") }
    }

    private func take(_ piece: ByteBuffer) {
        clock.requestGoesOn(at: .now())
        switch turn?.intake {
        case .gather(let limit, _):
            guard gathered.count + piece.readableBytes <= limit else { return refuse(RequestBody.tooLarge(limit)) }
            piece.withUnsafeReadableBytes { gathered.append(contentsOf: $0) }
        case .pass(let body): hasRoom = body.offer(piece)
        case .drop, nil: break
        }
    }

    private func bodyEnded() {
        guard turn != nil else { return }
        turn?.isWhole = true
        clock.requestIsWhole()
        let intake = turn?.intake
        turn?.intake = .drop
        switch intake {
        case .gather(_, let then):
            let body = gathered
            gathered = []
            follow(then(body))
        case .pass(let body): body.end(.success(()))
        case .drop, nil: if turn?.isAnswered == true { endTurn() }
        }
    }

    func roomCame() {
        hasRoom = true
        clock.requestGoesOn(at: .now())
        readOn()
    }

    private func readOn() {
        guard isReadHeld, backlog.isEmpty, hasRoom, channel.isWritable else { return }
        isReadHeld = false
        context?.read()
    }

    private func refuse(_ refusal: Refusal) {
        guard let request = turn?.request else { return }
        turn?.intake = .drop
        gathered = []
        begin(responder.answer(refusal, to: request, responder.routes.destination(of: request.path)))
    }

    // MARK: The next request

    func endTurn() {
        guard turn?.closes == false else { return finish() }
        turn = nil
        clock.rests(at: .now())
        setTimer()
        takeBacklog()
        readOn()
        guard turn == nil, backlog.isEmpty, !isFinishing else { return }
        if isBroken {
            refuseWhatIsBroken()
        } else if isDraining {
            finish()
        }
    }

    /// Takes what came meanwhile. Not within itself: many short requests may wait.
    private func takeBacklog() {
        guard !isTakingBacklog else { return }
        isTakingBacklog = true
        defer { isTakingBacklog = false }
        while let part = backlog.first, !mustWait(part), !isFinishing { take(backlog.removeFirst()) }
    }

    private func refuseWhatIsBroken() {
        write { buffer in
            AnswerHead(status: .badRequest, fields: [:]).write(
                to: &buffer, .length(0), date: date.text(), extra: [:], connection: "close")
        }
        finish()
    }

    // MARK: The end

    /// Closes once everything is written.
    func finish() {
        guard !isFinishing, let context else { return }
        isFinishing = true
        leave()
        // Whoever does not read the end of it is not waited for without end.
        clock.rests(at: .now())
        setTimer()
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { [channel] _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
    }

    /// Closes at once.
    func close() {
        isFinishing = true
        leave()
        channel.close(promise: nil)
    }

    private func inputEnded() {
        guard let turn else { return finish() }
        guard turn.isWhole, !turn.isAnswered else { return close() }
        // A task finds the answer, or it is being written: it may still be read.
        guard turn.source == nil || turn.source is SlicedBody else { return close() }
        self.turn?.closes = true
    }

    /// Nobody waits for anything any more.
    private func leave() {
        let turn = turn
        self.turn = nil
        backlog.removeAll()
        connection.leave()
        if case .pass(let body)? = turn?.intake { body.end(.failure(IncomingBody.Lost())) }
        turn?.source?.abandon()
    }

    // MARK: Time

    /// One timer, moved only where it would fire too late.
    func setTimer() {
        guard let deadline = clock.deadline, deadline < timerEnds || timer == nil else { return }
        timer?.cancel()
        timerEnds = deadline
        let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
        timer = channel.eventLoop.scheduleTask(deadline: deadline) { bound.value.timeIsUp() }
    }

    private func timeIsUp() {
        timer = nil
        switch clock.verdict(at: .now()) {
        case .wait: break
        case .close: return close()
        case .stalled: stalled()
        }
        setTimer()
    }

    private func stalled() {
        switch turn?.intake {
        case .pass(let body):
            // Waiting for our own reader is not waiting for the client, until the time for the whole is over.
            if hasRoom || clock.isOverdue(at: .now()) {
                body.end(.failure(IncomingBody.Stalled()))
            } else {
                clock.requestGoesOn(at: .now())
            }
        default:
            if turn?.isAnswered == false { refuse(RequestBody.late) }
        }
    }
}
