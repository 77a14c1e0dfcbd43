import MCP
import Synchronization

/// A reply that a tool works on, between the task that works and the connection that it is written to.
///
/// The stream of a session may change its connection: the client leaves it, or is sent away, and comes back.
final class PendingReply: Outlet, Pending {
    private struct State {
        /// nil: nobody reads at the moment.
        var reader: ReplyReader?
        /// Whether the log is kept where the client finds it again.
        var isLogged = false
        var hasEnded = false
        let started: ContinuousClock.Instant
        var lastSent: ContinuousClock.Instant
    }

    /// A stream that can be read again.
    struct Resumption: Sendable {
        let log: StreamLog
        let logs: StreamLogs
        /// Whether the stream begins with an empty event, so that its client can come back before the first message.
        let isPrimed: Bool
    }

    let format: AcceptedFormat
    private let resumption: Resumption?
    private let failure: @Sendable (ProtocolError) -> FinalMessage?
    private let state: Mutex<State>
    /// The first connection's.
    let reader: ReplyReader

    /// - Parameters:
    ///   - resumption: nil: the stream ends with its connection.
    ///   - failure: what to answer where the server gives up on the work; nil: the stream ends without a word.
    init(
        _ format: AcceptedFormat, resumption: Resumption? = nil,
        failure: @escaping @Sendable (ProtocolError) -> FinalMessage?
    ) {
        self.format = format
        self.resumption = resumption
        self.failure = failure
        let numbering = resumption.map { Exchange.Numbering(log: $0.log, last: 0, isPrimed: $0.isPrimed) }
        reader = ReplyReader(Exchange(format, numbering: numbering))
        let now = ContinuousClock.now
        state = Mutex(State(reader: reader, started: now, lastSent: now))
        reader.onLeave { [weak self] in self?.leave($0) }
    }

    // MARK: The one who works

    var carriesRequests: Bool { format != .json }

    /// Passes a message on, unless the client reads none before the reply.
    func send(_ message: [UInt8]) async {
        guard format != .json else { return }
        let (reader, goesOn) = state.withLock { state -> (ReplyReader?, Bool) in
            guard !state.hasEnded else { return (nil, false) }
            state.lastSent = .now
            keep(message, &state)
            // In the order of the log, by whose numbers the client comes back.
            state.reader?.mailbox.offer(.notification(message), weight: message.count)
            return (state.reader, true)
        }
        guard goesOn else { return }
        if let reader {
            await reader.mailbox.waitForRoom()
        } else {
            await resumption?.log.waitForRoom()
        }
    }

    /// Ends the connection; its client comes back for the rest (2025-11-25, transports, SEP-1699).
    func closeStream() async {
        guard let resumption, resumption.isPrimed, format != .json else { return }
        let reader = state.withLock { state in
            register(&state)
            defer { state.reader = nil }
            return state.reader
        }
        reader?.mailbox.offer(.leave)
    }

    /// Ends the exchange.
    func finish(_ reply: FinalMessage?) {
        let reader = state.withLock { state -> ReplyReader? in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            if state.isLogged, let reply { keep(reply.bytes, &state) }
            return state.reader
        }
        reader?.mailbox.offer(.end(reply))
        guard let resumption else { return }
        resumption.logs.end(resumption.log)
        resumption.log.release()
    }

    private func keep(_ message: [UInt8], _ state: inout State) {
        guard let resumption else { return }
        register(&state)
        resumption.log.append(message, isRead: state.reader != nil)
    }

    private func register(_ state: inout State) {
        guard let resumption, !state.isLogged else { return }
        state.isLogged = true
        resumption.logs.insert(self, resumption.log)
    }

    // MARK: The one who reads on

    /// A reader of what comes behind an event; nil where that is kept no more. An earlier reader ends.
    func resumed(after number: Int) -> ReplyReader? {
        guard let resumption else { return nil }
        return state.withLock { state in
            guard let messages = resumption.log.messages(after: number) else { return nil }
            let numbering = Exchange.Numbering(log: resumption.log, last: number, isPrimed: false)
            let next = ReplyReader(Exchange(.eventStream, numbering: numbering, isStreaming: true))
            next.mailbox.offer(.quiet)
            for message in messages { next.mailbox.offer(.notification(message)) }
            if state.hasEnded { next.mailbox.offer(.end(nil)) }
            next.onLeave { [weak self] in self?.leave($0) }
            state.reader?.mailbox.close()
            state.reader = next
            resumption.log.release()
            return next
        }
    }

    private func leave(_ reader: ReplyReader) {
        state.withLock { state in if state.reader === reader { state.reader = nil } }
    }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant {
        let (started, quiet) = state.withLock { state -> (ContinuousClock.Instant, ReplyReader?) in
            let isQuiet = keepAlive > .zero && now - state.lastSent >= keepAlive
            if isQuiet { state.lastSent = now }
            // The first word may be an empty event, behind which the client can come back.
            if isQuiet, state.reader != nil, resumption?.isPrimed == true { register(&state) }
            return (state.started, isQuiet ? state.reader : nil)
        }
        if format != .json { quiet?.mailbox.offer(.quiet) }
        return started
    }

    func fail(_ sentence: String) { finish(failure(ProtocolError(.internalError, sentence))) }

    func abandon() { state.withLock { $0.reader }?.abandon() }
}
