import MCP

/// How the answer to one POST unfolds: one JSON body, unless something must be said before the reply; then an event
/// stream. Pure: it is told what happened and says what to send.
struct Exchange: Sendable {
    /// What happened.
    enum Input: Sendable {
        case notification([UInt8])
        /// The client has waited for a while.
        case quiet
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

    private let format: AcceptedFormat
    private var isStreaming = false
    private var hasEnded = false

    init(_ format: AcceptedFormat) { self.format = format }

    /// Takes what happened since the last step, in order.
    mutating func advance(_ inputs: [Input]) -> Step {
        var events: [UInt8] = []
        for input in inputs where !hasEnded {
            switch input {
            case .notification(let message):
                if format != .json { EventStream.append(message, to: &events) }
            case .quiet:
                if format != .json, events.isEmpty { events += EventStream.comment }
            case .end(let reply):
                hasEnded = true
                if events.isEmpty, !isStreaming, reply?.isEvent(in: format) != true { return .whole(reply) }
                if let reply { EventStream.append(reply.bytes, to: &events) }
            }
        }
        guard hasEnded || !events.isEmpty else { return .wait }
        defer { isStreaming = true }
        return .events(events, isLast: hasEnded)
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
    func isEvent(in format: AcceptedFormat) -> Bool { format == .eventStream && status == 200 }

    /// Replies to a batch.
    init(batch replies: [[UInt8]]) {
        bytes = Batch.array(replies)
        status = 200
    }
}
