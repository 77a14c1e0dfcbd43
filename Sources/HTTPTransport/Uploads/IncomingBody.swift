import NIOCore
import Synchronization

/// A body that is taken as it comes, by one task.
final class IncomingBody: Sendable {
    /// The client has gone in the middle of it.
    struct Lost: Error {}
    /// It does not go on.
    struct Stalled: Error {}

    private struct State {
        var waiting: [ByteBuffer] = []
        var weight = 0
        var taker: CheckedContinuation<[ByteBuffer]?, any Error>?
        var end: Result<Void, any Error>?
    }

    private let state = Mutex(State())
    private let capacity = 1 << 18
    private let onRoom: @Sendable () -> Void

    /// - Parameter onRoom: told when there is room after there was none.
    init(onRoom: @escaping @Sendable () -> Void) { self.onRoom = onRoom }

    /// Puts a piece in; whether there is room for another.
    func offer(_ piece: ByteBuffer) -> Bool {
        let (taker, hasRoom) = state.withLock { state -> (CheckedContinuation<[ByteBuffer]?, any Error>?, Bool) in
            if let taker = state.taker.take() { return (taker, true) }
            state.waiting.append(piece)
            state.weight += piece.readableBytes
            return (nil, state.weight < capacity)
        }
        taker?.resume(returning: [piece])
        return hasRoom
    }

    /// Nothing more comes: the body is whole, or something is wrong.
    func end(_ result: Result<Void, any Error>) {
        let taker = state.withLock { state in
            if state.end == nil { state.end = result }
            return state.taker.take()
        }
        taker?.resume(with: result.map { nil })
    }

    /// The next pieces; nil after the last.
    func next() async throws -> [ByteBuffer]? {
        try await withCheckedThrowingContinuation { continuation in
            let (ready, wasFull) = state.withLock { state -> (Result<[ByteBuffer]?, any Error>?, Bool) in
                if !state.waiting.isEmpty {
                    defer { (state.waiting, state.weight) = ([], 0) }
                    return (.success(state.waiting), state.weight >= capacity)
                }
                if let end = state.end { return (end.map { nil }, false) }
                state.taker = continuation
                return (nil, false)
            }
            if wasFull { onRoom() }
            if let ready { continuation.resume(with: ready) }
        }
    }
}
