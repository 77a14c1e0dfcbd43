import Synchronization

/// Gathers the replies to a batch whose requests end one by one, each of which can be cancelled by itself.
final class BatchReplies: Sendable {
    private let state: Mutex<(replies: [[UInt8]], missing: Int)>

    /// Begins with the replies that are ready.
    init(_ replies: [[UInt8]], awaiting count: Int) { state = Mutex((replies, count)) }

    /// Adds a reply, or nil for a request that was cancelled; with the last one, returns all as one JSON array.
    ///
    /// Nil as well where every request was cancelled: then there is nothing to send.
    func add(_ reply: [UInt8]?) -> [UInt8]? {
        state.withLock { state in
            if let reply { state.replies.append(reply) }
            state.missing -= 1
            return state.missing == 0 && !state.replies.isEmpty ? Batch.array(state.replies) : nil
        }
    }
}
