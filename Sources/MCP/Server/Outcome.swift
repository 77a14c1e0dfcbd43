import JSON

/// What a message needs from the transport.
public enum Outcome: Sendable {
    /// Nothing to send (over HTTP: 202).
    case nothing
    /// An answer that is ready.
    case reply(Reply)
    /// An answer to `initialize`, and what it agreed, for the transport to remember.
    case initialized(Reply, ClientDescription)
    /// A request that takes time.
    case work(Work)
    /// The client no longer wants the answer to this request.
    case cancel(RequestID)
}

/// One answer, ready to send.
public struct Reply: Sendable {
    private enum Message: Sendable {
        /// A result is shared by all who asked the same, and copied only into the output.
        case result([UInt8], RequestID)
        case whole([UInt8])
    }

    private let message: Message
    /// Status where HTTP carries this reply alone.
    public let httpStatus: Int

    init(result: [UInt8], id: RequestID) {
        message = .result(result, id)
        httpStatus = 200
    }

    /// The message without a newline.
    public var bytes: [UInt8] {
        switch message {
        case .result(let result, let id): Envelope.reply(id, result: result)
        case .whole(let bytes): bytes
        }
    }

    /// Appends the message without a newline.
    func write(to output: inout [UInt8]) {
        switch message {
        case .result(let result, let id): Envelope.write(id, result: result, to: &output)
        case .whole(let bytes): output += bytes
        }
    }

    /// An error reply.
    public init(_ error: ProtocolError, id: RequestID?, nullID: Bool = false) {
        message = .whole(Envelope.error(id, error, nullID: nullID))
        httpStatus = error.httpStatus
    }
}
