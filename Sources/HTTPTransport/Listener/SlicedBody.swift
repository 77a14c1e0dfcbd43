import Synchronization

/// What is left of a large body, written piece by piece: none of it waits in the channel before its client reads.
final class SlicedBody: AnswerSource {
    /// Bytes of a piece; as many as wait in a channel before it is full.
    static let size = 64 << 10

    private let body: [UInt8]
    private let position: Mutex<Int>

    init(_ body: [UInt8], from start: Int) {
        self.body = body
        position = Mutex(start)
    }

    func next() -> AnswerStep {
        position.withLock { position in
            let end = min(position + Self.size, body.count)
            defer { position = end }
            return .piece(head: nil, Array(body[position..<end]), isLast: end == body.count)
        }
    }

    func onNews(_ tell: @escaping @Sendable () -> Void) {}

    func abandon() {}
}
