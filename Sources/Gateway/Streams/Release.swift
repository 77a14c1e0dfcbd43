import Synchronization

/// Something that is held until an answer has been read to its end or let go, and is then given back, once.
final class Release: Sendable {
    private let action: Mutex<(@Sendable () -> Void)?>

    init(_ action: @escaping @Sendable () -> Void) { self.action = Mutex(action) }

    /// Gives it back now.
    func callAsFunction() { action.withLock { $0.take() }?() }

    deinit { self() }

    /// A body that holds on to this: a stream until its end, anything else not at all.
    func covering(_ body: AnswerBody) -> AnswerBody {
        switch body {
        case .bytes:
            self()
            return body
        case .stream(let chunks): return .stream(HoldingStream(chunks: chunks, hold: self))
        }
    }
}

/// A stream that holds something until it ends.
private struct HoldingStream: AsyncSequence, Sendable {
    let chunks: any AsyncSequence<[UInt8], any Error> & Sendable
    let hold: Release

    func makeAsyncIterator() -> Iterator { Iterator(rest: chunks.makeAsyncIterator(), hold: hold) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: any AsyncIteratorProtocol<[UInt8], any Error>
        let hold: Release

        mutating func next() async throws -> [UInt8]? {
            do {
                if let chunk = try await rest.next(isolation: #isolation) { return chunk }
            } catch {
                hold()
                throw error
            }
            hold()
            return nil
        }
    }
}
