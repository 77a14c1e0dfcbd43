import AsyncHTTPClient
import Gateway
import NIOCore
import NIOHTTP1
import Synchronization

/// One request and its answer on a connection of AsyncHTTPClient.
///
/// The delegate interface is used because it tells when the request has gone out, which decides whether a failure may
/// have been billed, and because it costs less than the asynchronous one, which makes a task and an actor per call.
final class Exchange: HTTPClientResponseDelegate, Sendable {
    typealias Response = Void

    /// How an exchange is to be run.
    struct Plan: Sendable {
        /// Where the request goes, for messages.
        var place: String
        /// Whether the body of a good answer is handed out as it comes.
        var streams: Bool
        /// Bytes that are collected at most.
        var limit: Int
        /// Longest silence, or nil for no such limit.
        var firstByte: TimeAmount?
        var idle: TimeAmount?
        /// The whole, or nil.
        var total: TimeAmount?
    }

    let plan: Plan
    private let state = Mutex(State())

    /// A stream's unread bytes; above this the provider is not read from, until a reader takes some.
    private static let highWater = 64 << 10
    /// What is left of an abandoned stream may arrive for this long, so that the connection can be used again.
    private static let grace = TimeAmount.milliseconds(100)

    private struct State {
        var waiter: CheckedContinuation<Answer, any Error>?
        /// Held until the end: who has a stream may have let go of the upstream.
        var connections: Connections?
        var task: HTTPClient.Task<Void>?
        var timer: Scheduled<Void>?
        /// When the timer goes off.
        var alarm: NIODeadline?
        /// By when something must come; nil while nobody waits for the provider.
        var deadline: NIODeadline?
        var requestWasSent = false
        var head: HTTPResponseHead?
        var isHandedOut = false
        var collected: [UInt8] = []
        var unread: [[UInt8]] = []
        var unreadBytes = 0
        var reader: CheckedContinuation<[UInt8]?, any Error>?
        var pause: EventLoopPromise<Void>?
        var end: Result<Void, any Error>?
        var isAbandoned = false
    }

    init(_ plan: Plan) { self.plan = plan }

    /// Sends the request and returns the answer: a stream as soon as its head is there, anything else when it is whole.
    func run(_ request: HTTPClient.Request, on connections: Connections) async throws -> Answer {
        let client = connections.client
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isEnded = state.withLock { state in
                    if state.end == nil { (state.waiter, state.connections) = (continuation, connections) }
                    return state.end != nil
                }
                guard !isEnded else { return continuation.resume(throwing: CancellationError()) }
                let task = client.execute(
                    request: request, delegate: self, eventLoop: .delegate(on: client.eventLoopGroup.any()),
                    deadline: plan.total.map { .now() + $0 })
                let early = state.withLock { state -> (any Error)? in
                    state.task = task
                    if case .failure(let error)? = state.end { return error }
                    return nil
                }
                // It was cancelled before there was anything to cancel.
                if let early { task.fail(reason: early) }
            }
        } onCancel: {
            stop(CancellationError())
        }
    }

    /// Ends the exchange at once; the connection is closed.
    func stop(_ error: any Error) {
        finish(.failure(error))?.fail(reason: error)
    }

    /// Nobody will read the rest of a stream.
    func abandon() {
        let (task, pause) = state.withLock { state -> (HTTPClient.Task<Void>?, EventLoopPromise<Void>?) in
            guard state.end == nil, !state.isAbandoned else { return (nil, nil) }
            state.isAbandoned = true
            state.unread = []
            defer { state.pause = nil }
            return (state.task, state.pause)
        }
        pause?.succeed()
        task?.eventLoop.scheduleTask(in: Self.grace) { self.stop(CancellationError()) }
    }

    // MARK: What the connection reports

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        state.withLock { $0.requestWasSent = true }
        expect(within: plan.firstByte, on: task.eventLoop)
    }

    func didSendRequestPart(task: HTTPClient.Task<Void>, _ part: IOData) {
        expect(within: plan.firstByte, on: task.eventLoop)
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let isStream = plan.streams && (200..<300).contains(head.status.code)
        let waiter = state.withLock { state -> CheckedContinuation<Answer, any Error>? in
            state.head = head
            if let length = head.contentLength, !isStream { state.collected.reserveCapacity(min(length, plan.limit)) }
            guard isStream else { return nil }
            state.isHandedOut = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: Answer(head, .stream(BodyStream(self))))
        expect(within: plan.idle, on: task.eventLoop)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let chunk = buffer.readableBytesView
        var reader: CheckedContinuation<[UInt8]?, any Error>?
        var pause: EventLoopFuture<Void>?
        var isTooLarge = false
        state.withLock { state in
            guard state.isHandedOut else {
                isTooLarge = state.collected.count + chunk.count > plan.limit
                if !isTooLarge { state.collected.append(contentsOf: chunk) }
                return
            }
            guard !state.isAbandoned else { return }
            if let waiting = state.reader {
                state.reader = nil
                reader = waiting
                return
            }
            state.unread.append(Array(chunk))
            state.unreadBytes += chunk.count
            guard state.unreadBytes > Self.highWater else { return }
            let promise = task.eventLoop.makePromise(of: Void.self)
            state.pause = promise
            pause = promise.futureResult
        }
        if isTooLarge {
            let error = UpstreamFailure(
                .tooLarge, mayHaveBeenSent: true, "the provider's answer is larger than the \(plan.limit) bytes allowed"
            )
            stop(error)
            return task.eventLoop.makeFailedFuture(error)
        }
        // Waiting for our own reader is not waiting for the provider.
        expect(within: pause == nil ? plan.idle : nil, on: task.eventLoop)
        reader?.resume(returning: Array(chunk))
        return pause ?? task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        _ = finish(.success(()))
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        _ = finish(.failure(error))
    }

    // MARK: The end

    /// Settles the exchange once, whoever waits for it, and returns the task that may have to be ended too.
    private func finish(_ end: Result<Void, any Error>) -> HTTPClient.Task<Void>? {
        var settle: () -> Void = {}
        let task = state.withLock { state -> HTTPClient.Task<Void>? in
            guard state.end == nil else { return nil }
            state.deadline = nil
            state.timer?.cancel()
            let end = end.mapError { Failures.translate($0, plan: plan, wasSent: state.requestWasSent) }
            state.end = end
            let (waiter, reader, pause, connections) = (state.waiter, state.reader, state.pause, state.connections)
            (state.waiter, state.reader, state.pause, state.connections) = (nil, nil, nil, nil)
            let answer = state.head.map { Answer($0, .bytes(state.collected)) }
            settle = {
                switch end {
                case .success:
                    if let answer { waiter?.resume(returning: answer) }
                    reader?.resume(returning: nil)
                case .failure(let error):
                    waiter?.resume(throwing: error)
                    reader?.resume(throwing: error)
                }
                pause?.succeed()
                withExtendedLifetime(connections) {}
            }
            return state.task
        }
        settle()
        return task
    }

    // MARK: Time

    /// Starts waiting anew. One timer serves the whole exchange: it looks at the deadline when it goes off.
    private func expect(within time: TimeAmount?, on loop: any EventLoop) {
        guard plan.firstByte != nil || plan.idle != nil else { return }
        let deadline = time.map { NIODeadline.now() + $0 }
        let needsTimer = state.withLock { state -> Bool in
            guard state.end == nil else { return false }
            state.deadline = deadline
            guard let deadline else { return false }
            return state.alarm.map { deadline < $0 } ?? true
        }
        if needsTimer, let deadline { schedule(at: deadline, on: loop) }
    }

    private func schedule(at deadline: NIODeadline, on loop: any EventLoop) {
        let timer = loop.scheduleTask(deadline: deadline) { self.lookAtClock(loop) }
        let last = state.withLock { state in
            defer { (state.timer, state.alarm) = (timer, deadline) }
            return state.timer
        }
        last?.cancel()
    }

    private func lookAtClock(_ loop: any EventLoop) {
        let now = NIODeadline.now()
        let (isEnded, deadline, gotHead) = state.withLock { state in
            (state.timer, state.alarm) = (nil, nil)
            return (state.end != nil, state.deadline, state.head != nil)
        }
        guard !isEnded, let deadline else { return }
        guard now >= deadline else { return schedule(at: deadline, on: loop) }
        stop(Failures.silence(gotHead ? plan.idle : plan.firstByte, plan: plan, gotHead: gotHead))
    }

    // MARK: Reading

    /// The next bytes of a stream, or nil at its end.
    func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                var pause: EventLoopPromise<Void>?
                let ready: Result<[UInt8]?, any Error>? = state.withLock { state in
                    if !state.unread.isEmpty {
                        // What lies ready is taken in one piece: fewer hops for a reader that is slower than the provider.
                        var chunk = state.unread[0]
                        chunk.reserveCapacity(state.unreadBytes)
                        for more in state.unread.dropFirst() { chunk.append(contentsOf: more) }
                        state.unread = []
                        state.unreadBytes = 0
                        pause = state.pause
                        state.pause = nil
                        return .success(chunk)
                    }
                    if let end = state.end { return end.map { nil } }
                    state.reader = continuation
                    return nil
                }
                if let pause {
                    let loop = pause.futureResult.eventLoop
                    loop.execute { self.expect(within: self.plan.idle, on: loop) }
                    pause.succeed()
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            stop(CancellationError())
        }
    }
}

extension HTTPResponseHead {
    fileprivate var contentLength: Int? { headers.first(name: "content-length").flatMap { Int($0) } }
}

extension Answer {
    fileprivate init(_ head: HTTPResponseHead, _ body: AnswerBody) {
        self.init(
            status: Int(head.status.code), headers: Headers(head.headers.map { ($0.name, $0.value) }), body: body)
    }
}
