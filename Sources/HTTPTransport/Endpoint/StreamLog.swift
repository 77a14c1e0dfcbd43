import Synchronization

/// What has been sent on one stream of a session, so that a client which lost it can read on (2025-11-25, transports,
/// resumability).
///
/// Bounded: past `capacity` the oldest events go that a client has been sent. While nobody reads, senders wait instead.
final class StreamLog: Sendable {
    private struct State {
        var messages: [[UInt8]] = []
        /// Number of the first message that is still here; the first of all is 1.
        var first = 1
        var bytes = 0
        var waiting = Waiters()
        var isClosed = false
        var id: String?
    }

    let session: Session.Key
    private let capacity: Int
    private let state = Mutex(State())

    init(session: Session.Key, capacity: Int = 1 << 20) {
        self.session = session
        self.capacity = capacity
    }

    /// Unguessable; stands in the id of each event. Made when it is first asked for: most calls are never streams.
    var id: String {
        state.withLock { state in
            if let id = state.id { return id }
            var generator = SystemRandomNumberGenerator()
            let id = [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
            state.id = id
            return id
        }
    }

    /// Bytes that are kept.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Keeps the next message, unless nobody will ever ask for it.
    ///
    /// - Parameter isRead: whether somebody reads the stream, so that old messages may go.
    func append(_ message: [UInt8], isRead: Bool) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.messages.append(message)
            state.bytes += message.count
            guard isRead else { return }
            while state.bytes > capacity, state.messages.count > 1 {
                state.bytes -= state.messages.removeFirst().count
                state.first += 1
            }
        }
    }

    /// The messages behind a number; nil where the next one is gone already.
    func messages(after number: Int) -> [[UInt8]]? {
        state.withLock { state in
            guard number >= state.first - 1, number < state.first + state.messages.count else { return nil }
            return Array(state.messages.dropFirst(number + 1 - state.first))
        }
    }

    /// Waits while more is kept than may be, until ``release()``, unless the task is cancelled.
    func waitForRoom() async {
        let number = state.withLock { $0.waiting.next() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.bytes > capacity, !state.isClosed, !Task.isCancelled else { return true }
                    state.waiting.add(continuation, number)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.remove(number) }?.resume()
        }
    }

    /// Lets those go on who wait for room: somebody reads again, or never will.
    func release(forever: Bool = false) {
        let waiting = state.withLock { state in
            if forever {
                state.isClosed = true
                state.messages = []
                state.bytes = 0
            }
            return state.waiting.removeAll()
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// The id of an event, `{stream}-{number}`.
struct EventID: Sendable, Hashable {
    let stream: String
    let number: Int

    init(stream: String, number: Int) {
        self.stream = stream
        self.number = number
    }

    /// Reads `Last-Event-ID`; nil where it is none of ours.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return nil }
        self.init(stream: String(parts[0]), number: number)
    }

    var text: String { "\(stream)-\(number)" }
}
