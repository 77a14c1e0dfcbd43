import Synchronization

/// Streams that their clients may come back to, until some minutes after they have ended.
///
/// Kept in this process. Where replicas share a session, a balancer must send it to the one that has its streams.
final class StreamLogs: Sendable {
    private struct Entry {
        let reply: PendingReply
        let log: StreamLog
        var ended: ContinuousClock.Instant?
    }

    private let entries = Mutex<[String: Entry]>([:])
    /// How long a stream is kept once it has ended, or its client has left it.
    private let lifetime: Duration
    /// Bytes that all streams together may keep.
    private let capacity: Int

    init(lifetime: Duration = .seconds(300), capacity: Int = 64 << 20) {
        self.lifetime = lifetime
        self.capacity = capacity
    }

    func insert(_ reply: PendingReply, _ log: StreamLog) {
        entries.withLock { $0[log.id] = Entry(reply: reply, log: log) }
    }

    /// A stream of a session, to be read on.
    func reply(of stream: String, session: Session.Key) -> PendingReply? {
        entries.withLock { $0[stream] }.flatMap { $0.log.session == session ? $0.reply : nil }
    }

    /// Notes that nothing is added to a stream any more.
    func end(_ log: StreamLog, at now: ContinuousClock.Instant = .now) {
        entries.withLock { $0[log.id]?.ended = now }
    }

    /// Forgets the streams of a session.
    func forget(_ session: Session.Key) { drop { $0.log.session == session } }

    /// Forgets what is too old, and the oldest of what is too much.
    func sweep(at now: ContinuousClock.Instant = .now) {
        drop { entry in entry.ended.map { now - $0 > lifetime } ?? false }
        let all = entries.withLock { Array($0.values) }
        var excess = all.reduce(0) { $0 + Self.size(of: $1) } - capacity
        guard excess > 0 else { return }
        var tooMuch: Set<String> = []
        let ended = all.filter { $0.ended != nil }.sorted { ($0.ended ?? now) < ($1.ended ?? now) }
        for entry in ended where excess > 0 {
            excess -= Self.size(of: entry)
            tooMuch.insert(entry.log.id)
        }
        drop { tooMuch.contains($0.log.id) }
    }

    /// Bytes, with what a stream takes that has said next to nothing.
    private static func size(of entry: Entry) -> Int { entry.log.bytes + 2048 }

    private func drop(where isDropped: (Entry) -> Bool) {
        let dropped = entries.withLock { entries in
            let dropped = entries.values.filter(isDropped)
            for entry in dropped { entries[entry.log.id] = nil }
            return dropped
        }
        for entry in dropped { entry.log.release(forever: true) }
    }
}
