import Gateway
import NIOCore

/// One request and its answer. It lives on the event loop of its connection, and everything that happens to it happens
/// there.
final class Exchange {
    /// How an exchange is to be run.
    struct Plan: Sendable {
        /// Where the request goes, for messages.
        var place: String
        /// What an operator or a model would have to correct, for messages.
        var url = "the base URL"
        /// Whether the body of a good answer is handed out as it comes.
        var streams: Bool
        /// Whether bytes after the end that an answer announced make it a broken one.
        var isExact = false
        /// Bytes that are collected at most.
        var limit: Int
        /// Longest silence, or nil for no such limit.
        var firstByte: TimeAmount?
        var idle: TimeAmount?
        /// The whole, or nil.
        var total: TimeAmount?
    }

    /// Where it is.
    enum Carrier {
        case none
        case queue(ConnectionPool)
        case connection(Connection)
        case ended
    }

    let plan: Plan
    let request: OutgoingRequest
    /// Where it is; whoever takes it on says so.
    var carrier = Carrier.none
    /// Whether a byte of the request may have left.
    var wasSent = false
    /// When it must be over.
    private(set) var deadline: NIODeadline?
    private(set) var head: ResponseHead?
    private var waiter: CheckedContinuation<Answer, any Error>?
    private var collected: [UInt8] = []
    private var stream: IncomingBody?
    private var timer: Scheduled<Void>?
    /// Held until the end: who has a stream may have let go of the upstream.
    private var connections: Connections?

    /// What is left of an abandoned stream may arrive for this long, so that the connection can be used again.
    private static let grace = TimeAmount.milliseconds(100)

    init(_ request: OutgoingRequest, _ plan: Plan) {
        self.request = request
        self.plan = plan
    }

    var isEnded: Bool { if case .ended = carrier { true } else { false } }

    /// Begins; `waiter` is resumed with a stream as soon as its head is there, with anything else when it is whole.
    func start(_ waiter: CheckedContinuation<Answer, any Error>, on pool: ConnectionPool, of connections: Connections) {
        // It may have been cancelled before it began.
        guard !isEnded else { return waiter.resume(throwing: CancellationError()) }
        self.waiter = waiter
        self.connections = connections
        deadline = plan.total.map { .now() + $0 }
        pool.run(self)
    }

    /// Ends the exchange at once; its connection is closed.
    func stop(_ error: any Error) {
        switch carrier {
        case .queue(let pool): pool.withdraw(self)
        case .connection(let connection): connection.abort()
        case .none, .ended: break
        }
        finish(error)
    }

    /// Nobody will read the rest of a stream.
    func abandon() {
        guard case .connection(let connection) = carrier else { return }
        deadline = .now() + Self.grace
        connection.resumeReading()
    }

    /// Its reader has room again.
    func resumeReading() {
        if case .connection(let connection) = carrier { connection.resumeReading() }
    }

    /// Waits in a queue, until `limit` if there is one.
    func wait(in pool: ConnectionPool, until limit: NIODeadline?) {
        carrier = .queue(pool)
        guard let time = [limit, deadline].compactMap({ $0 }).min() else { return }
        timer?.cancel()
        let failure = time == deadline ? ConnectionFailure.overdue : .noConnectionInTime
        timer = pool.loop.assumeIsolated().scheduleTask(deadline: time) { self.stop(failure) }
    }

    /// Goes on on a connection.
    func run(on connection: Connection) {
        carrier = .connection(connection)
        timer?.cancel()
        timer = nil
    }

    // MARK: What the connection reports

    func received(_ head: ResponseHead, from loop: any EventLoop) {
        self.head = head
        if plan.streams, (200..<300).contains(head.status) {
            let stream = IncomingBody(NIOLoopBoundBox(self, eventLoop: loop))
            self.stream = stream
            waiter?.resume(returning: Answer(head, .stream(BodyStream(stream))))
            waiter = nil
        } else if case .length(let length) = head.framing {
            if length > plan.limit { stopAtLimit() } else { collected.reserveCapacity(length) }
        }
    }

    /// Takes a piece of the body; false asks to wait before reading more.
    func received(_ piece: ByteBuffer) -> Bool {
        if let stream { return stream.deliver(piece) }
        guard collected.count + piece.readableBytes <= plan.limit else {
            stopAtLimit()
            return true
        }
        collected.append(contentsOf: piece.readableBytesView)
        return true
    }

    private func stopAtLimit() {
        stop(
            UpstreamFailure(
                .tooLarge, mayHaveBeenSent: true,
                "the provider's answer is larger than the \(plan.limit) bytes allowed"))
    }

    /// Settles the exchange, once; an error is put into the gateway's words.
    func finish(_ error: (any Error)? = nil) {
        guard !isEnded else { return }
        carrier = .ended
        timer?.cancel()
        let (waiter, stream, connections) = (self.waiter, self.stream, self.connections)
        (self.waiter, self.stream, self.connections, timer) = (nil, nil, nil, nil)
        if let error {
            let failure = Failures.translate(error, plan: plan, wasSent: wasSent)
            waiter?.resume(throwing: failure)
            stream?.finish(failure)
        } else {
            stream?.finish(nil)
            if let waiter, let head { waiter.resume(returning: Answer(head, .bytes(collected))) }
        }
        withExtendedLifetime(connections) {}
    }
}

extension Answer {
    fileprivate init(_ head: ResponseHead, _ body: AnswerBody) {
        self.init(status: head.status, headers: head.headers, body: body)
    }
}
