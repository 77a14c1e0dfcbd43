import Synchronization

/// The bytes of a stream of events, to be served again if all of them came.
final class StreamRecording: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isTooLarge = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func add(_ chunk: [UInt8]) {
        state.withLock { state in
            guard !state.isTooLarge, state.bytes.count + chunk.count <= limit else {
                state = State(isTooLarge: true)
                return
            }
            state.bytes += chunk
        }
    }

    /// The whole stream; nil where it broke off, reports an error, or is too large.
    func whole(_ end: StreamEnd) -> [UInt8]? {
        switch end {
        case .failed: return nil
        case .complete, .abandoned: break
        }
        let (bytes, isTooLarge) = state.withLock { ($0.bytes, $0.isTooLarge) }
        guard !isTooLarge else { return nil }
        return Self.isWhole(bytes) ? bytes : nil
    }

    /// Whether the last event says that nothing more comes, and none before it that something failed.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        var reader = SSEReader(limit: .max)
        guard let events = try? reader.feed(bytes) else { return false }
        guard !events.contains(where: { $0.name == "error" || $0.data.starts(with: #"{"error""#.utf8) }) else {
            return false
        }
        return events.contains { $0.isDone || $0.name == "response.completed" }
    }
}
