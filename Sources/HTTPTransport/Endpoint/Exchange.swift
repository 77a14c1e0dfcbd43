import MCP

/// How the answer to one POST unfolds: one JSON body, unless something must be said before the reply; then an event
/// stream. Pure: it is told what happened and says what to send.
struct Exchange: Sendable {
    /// What happened.
    enum Input: Sendable {
        case notification([UInt8])
        /// An event that is no message of the protocol.
        case event(name: String, data: [UInt8])
        /// The client has waited for a while.
        case quiet
        /// The connection ends, and the client comes back for the rest.
        case leave
        /// The reply; nil where the request was cancelled and wants none.
        case end(FinalMessage?)
    }

    /// What to send.
    enum Step: Sendable, Hashable {
        case wait
        /// The whole answer; nil: an empty one.
        case whole(FinalMessage?)
        case events([UInt8], isLast: Bool)
    }

    /// Ids of the events of a stream that can be read again.
    struct Numbering: Sendable {
        let log: StreamLog
        /// Number of the last event that the client has.
        var last: Int
        /// Whether an empty event comes first.
        let isPrimed: Bool

        mutating func next() -> EventID {
            last += 1
            return EventID(stream: log.id, number: last)
        }
    }

    private let format: AcceptedFormat
    private var numbering: Numbering?
    private var isStreaming: Bool
    private var hasEnded = false

    init(_ format: AcceptedFormat, numbering: Numbering? = nil, isStreaming: Bool = false) {
        self.format = format
        self.numbering = numbering
        self.isStreaming = isStreaming
    }

    /// Takes what happened since the last step, in order.
    mutating func advance(_ inputs: [Input]) -> Step {
        var events: [UInt8] = []
        for input in inputs where !hasEnded {
            switch input {
            case .notification(let message):
                if format != .json { append(message, to: &events) }
            case .event(let name, let data):
                EventStream.append(data, name: name, to: &events)
            case .quiet:
                guard format != .json, events.isEmpty else { continue }
                prime(&events)
                if events.isEmpty { events += EventStream.comment }
            case .leave:
                hasEnded = true
                prime(&events)
            case .end(let reply):
                hasEnded = true
                if events.isEmpty, !isStreaming, reply?.isEvent(in: format) != true { return .whole(reply) }
                if let reply { append(reply.bytes, to: &events) }
            }
        }
        guard hasEnded || !events.isEmpty else { return .wait }
        defer { isStreaming = true }
        return .events(events, isLast: hasEnded)
    }

    private mutating func append(_ message: [UInt8], to events: inout [UInt8]) {
        prime(&events)
        EventStream.append(message, id: numbering?.next(), to: &events)
    }

    private func prime(_ events: inout [UInt8]) {
        guard let numbering, numbering.isPrimed, numbering.last == 0, !isStreaming, events.isEmpty else { return }
        events += EventStream.primer(EventID(stream: numbering.log.id, number: 0))
    }
}

/// The message that ends an exchange.
struct FinalMessage: Sendable, Hashable {
    let bytes: [UInt8]
    /// Status where it is the whole answer.
    let status: Int

    init(_ reply: Reply) {
        bytes = reply.bytes
        status = reply.httpStatus
    }

    /// Whether the message is an event even where it is the whole answer. One with a status of its own is not: the head
    /// of an event stream could not tell it.
    func isEvent(in format: AcceptedFormat) -> Bool {
        (format == .eventStream || format == .rather) && status == 200
    }

    /// Replies to a batch.
    init(batch replies: [[UInt8]]) {
        bytes = Batch.array(replies)
        status = 200
    }
}
