import JSON

/// Several messages in one JSON array (2025-03-26, basic, batching).
public struct Batch: Sendable {
    /// Answers that are ready.
    public let replies: [[UInt8]]
    /// Requests that take time.
    public let work: [Work]
    /// Requests that the client no longer wants.
    public let cancelled: [RequestID]

    /// Reads the elements of an array.
    public init(_ array: JSONView, server: Server, peer: Peer) {
        var replies: [[UInt8]] = []
        var work: [Work] = []
        var cancelled: [RequestID] = []
        for element in array.elements {
            switch server.receive(element, from: peer) {
            case .nothing: break
            case .reply(let reply): replies.append(reply.bytes)
            case .initialized:
                let error = ProtocolError(.invalidRequest, "initialize must not be part of a batch.")
                replies.append(Reply(error, id: element["id"].flatMap { RequestID($0) }).bytes)
            case .work(let item) where !item.client.revision.hasBatches:
                let reason = "A request of \(item.client.revision.rawValue) must not be part of a batch."
                replies.append(Reply(ProtocolError(.invalidRequest, reason), id: item.id).bytes)
            case .work(let item): work.append(item)
            case .cancel(let id): cancelled.append(id)
            }
        }
        self.replies = replies
        self.work = work
        self.cancelled = cancelled
    }

    /// Replies as one JSON array.
    public static func array(_ replies: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter()
        writer.array { for reply in replies { $0.raw(reply) } }
        return writer.bytes
    }
}
