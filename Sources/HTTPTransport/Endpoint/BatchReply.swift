import MCP
import Synchronization

/// Gathers the replies to a batch, whose requests end one by one.
final class BatchReply: Sendable {
    /// What to answer once every request has ended; nothing where all were cancelled.
    struct Whole: Sendable {
        let message: FinalMessage?
    }

    private let state: Mutex<(replies: [[UInt8]], missing: Set<RequestID>)>

    /// Begins with the replies that are ready.
    init(_ replies: [[UInt8]], awaiting ids: Set<RequestID>) { state = Mutex((replies, ids)) }

    /// Takes the end of a request, with no reply where it was cancelled; the last end returns the whole.
    func end(_ id: RequestID, _ reply: Reply?) -> Whole? {
        state.withLock { state in
            guard state.missing.remove(id) != nil else { return nil }
            if let reply { state.replies.append(reply.bytes) }
            guard state.missing.isEmpty else { return nil }
            return Whole(message: state.replies.isEmpty ? nil : FinalMessage(batch: state.replies))
        }
    }

    /// The replies so far, and an error for each request that has not ended.
    func all(missing error: ProtocolError) -> FinalMessage {
        state.withLock { state in
            FinalMessage(batch: state.replies + state.missing.map { Reply(error, id: $0).bytes })
        }
    }
}
