import Synchronization

/// How the stream of an answer ended.
enum StreamEnd: Sendable {
    /// With its last byte.
    case complete
    /// Its reader left; `isDone`: after the event that says that nothing more comes.
    case abandoned(isDone: Bool)
    case failed(any Error)
}

extension Answer {
    /// Lets somebody look at the body as it passes; `onEnd` is called once, whatever becomes of it.
    ///
    /// A body that is whole has ended when this returns. Of several observers those that were added first, further in, are
    /// told first.
    func observed(
        onChunk: (@Sendable ([UInt8]) -> Void)? = nil, onEnd: @escaping @Sendable (StreamEnd) -> Void
    ) -> Answer {
        switch body {
        case .bytes(let bytes):
            onChunk?(bytes)
            onEnd(.complete)
            return self
        case .stream(let stream):
            if let observed = stream as? ObservedStream {
                observed.watch.add(onChunk, onEnd)
                return self
            }
            let watch = StreamWatch(stream)
            watch.add(onChunk, onEnd)
            var copy = self
            copy.body = .stream(ObservedStream(watch: watch))
            return copy
        }
    }
}

/// A stream that tells its observers what passes and how it ends.
struct ObservedStream: AsyncSequence, Sendable {
    let watch: StreamWatch

    func makeAsyncIterator() -> Iterator { Iterator(watch) }

    /// A class, so that its end is known when the reader leaves.
    final class Iterator: AsyncIteratorProtocol {
        private let watch: StreamWatch
        private var base: (any AsyncIteratorProtocol<[UInt8], any Error>)?

        init(_ watch: StreamWatch) {
            self.watch = watch
            base = watch.start()
        }

        // What is further in ends first.
        deinit {
            base = nil
            watch.leave()
        }

        func next() async throws -> [UInt8]? {
            guard var iterator = base else { return nil }
            do {
                let chunk = try await iterator.next(isolation: nil)
                base = iterator
                if let chunk { watch.pass(chunk) } else { watch.end(.complete) }
                return chunk
            } catch {
                watch.end(.failed(error))
                throw error
            }
        }
    }
}

/// Who looks at a stream.
final class StreamWatch: Sendable {
    private struct State {
        var stream: (any AsyncSequence<[UInt8], any Error> & Sendable)?
        var observers: [(onChunk: (@Sendable ([UInt8]) -> Void)?, onEnd: @Sendable (StreamEnd) -> Void)] = []
        var isOver = false
        var isDone = false
    }

    private let state: Mutex<State>

    init(_ stream: any AsyncSequence<[UInt8], any Error> & Sendable) { state = Mutex(State(stream: stream)) }

    // A stream that nobody read.
    deinit {
        state.withLock { $0.stream = nil }
        leave()
    }

    func add(_ onChunk: (@Sendable ([UInt8]) -> Void)?, _ onEnd: @escaping @Sendable (StreamEnd) -> Void) {
        state.withLock { $0.observers.append((onChunk, onEnd)) }
    }

    func start() -> (any AsyncIteratorProtocol<[UInt8], any Error>)? {
        state.withLock { $0.stream.take() }.map { stream in stream.makeAsyncIterator() }
    }

    func pass(_ chunk: [UInt8]) {
        let observers = state.withLock { state in
            if Self.isDone(chunk) { state.isDone = true }
            return state.observers
        }
        for observer in observers { observer.onChunk?(chunk) }
    }

    func leave() { end(.abandoned(isDone: state.withLock { $0.isDone })) }

    func end(_ end: StreamEnd) {
        let observers = state.withLock { state in
            guard !state.isOver else {
                return [] as [(onChunk: (@Sendable ([UInt8]) -> Void)?, onEnd: @Sendable (StreamEnd) -> Void)]
            }
            state.isOver = true
            defer { state.observers = [] }
            return state.observers
        }
        for observer in observers { observer.onEnd(end) }
    }

    /// Whether a chunk ends with the event after which nothing comes (`data: [DONE]`).
    private static func isDone(_ chunk: [UInt8]) -> Bool {
        guard let last = chunk.lastIndex(where: { $0 > 0x20 }), chunk[last] == UInt8(ascii: "]") else { return false }
        return chunk[...last].suffix(6).elementsEqual("[DONE]".utf8)
    }
}
