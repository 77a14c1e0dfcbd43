import NIOCore
import Synchronization

/// What has come of a streamed body and nobody has read yet: the one thing that event loop and reader share.
final class IncomingBody: Sendable {
    private struct State {
        var unread: [UInt8] = []
        var isPaused = false
        var isAbandoned = false
        var reader: CheckedContinuation<[UInt8]?, any Error>?
        var end: Result<Void, any Error>?
    }

    private let state = Mutex(State())
    private let exchange: NIOLoopBoundBox<Exchange>

    /// Above so many unread bytes the provider is not read from, until a reader takes them.
    private static let highWater = 64 << 10

    init(_ exchange: NIOLoopBoundBox<Exchange>) { self.exchange = exchange }

    // MARK: On the event loop

    /// Takes a piece; false asks to wait before reading more.
    func deliver(_ piece: ByteBuffer) -> Bool {
        let (reader, hasRoom) = state.withLock { state -> (CheckedContinuation<[UInt8]?, any Error>?, Bool) in
            guard !state.isAbandoned else { return (nil, true) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, true)
            }
            state.unread.append(contentsOf: piece.readableBytesView)
            state.isPaused = state.unread.count > Self.highWater
            return (nil, !state.isPaused)
        }
        reader?.resume(returning: Array(piece.readableBytesView))
        return hasRoom
    }

    /// Nothing more will come.
    func finish(_ error: (any Error)?) {
        let reader = state.withLock { state in
            state.end = error.map { .failure($0) } ?? .success(())
            defer { state.reader = nil }
            return state.reader
        }
        if let error { reader?.resume(throwing: error) } else { reader?.resume(returning: nil) }
    }

    // MARK: Reading

    /// The next bytes, or nil at the end.
    func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (ready, wasPaused) = state.withLock { state -> (Result<[UInt8]?, any Error>?, Bool) in
                    if !state.unread.isEmpty {
                        // All that lies ready at once: fewer turns for a reader that is slower than the provider.
                        defer { (state.unread, state.isPaused) = ([], false) }
                        return (.success(state.unread), state.isPaused)
                    }
                    if let end = state.end { return (end.map { nil }, false) }
                    state.reader = continuation
                    return (nil, false)
                }
                if wasPaused { onLoop { $0.resumeReading() } }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            onLoop { $0.stop(CancellationError()) }
        }
    }

    /// Nobody will read the rest.
    func abandon() {
        let isNews = state.withLock { state in
            defer { (state.isAbandoned, state.unread) = (true, []) }
            return !state.isAbandoned && state.end == nil
        }
        if isNews { onLoop { $0.abandon() } }
    }

    private func onLoop(_ action: @escaping @Sendable (Exchange) -> Void) {
        exchange.eventLoop.execute { action(self.exchange.value) }
    }
}
