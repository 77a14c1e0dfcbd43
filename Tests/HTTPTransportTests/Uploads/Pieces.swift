import NIOCore
import Synchronization

/// How many pieces a client has handed to its connection.
final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add() { count.add(1, ordering: .relaxed) }
}

/// A body of equal pieces, each made when it is asked for.
struct Pieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let piece: ByteBuffer
    let count: Int
    let sent: Counter

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        let body: Pieces
        private var number = 0

        init(body: Pieces) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            guard number < body.count else { return nil }
            number += 1
            body.sent.add()
            return body.piece
        }
    }
}
