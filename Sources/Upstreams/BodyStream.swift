/// The body of a streamed answer. It is read once; whoever lets go of it or of its iterator ends the exchange.
struct BodyStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private let hold: Hold

    init(_ exchange: Exchange) { hold = Hold(exchange) }

    func makeAsyncIterator() -> Iterator { Iterator(sequence: hold, own: Hold(hold.exchange)) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let sequence: Hold
        fileprivate let own: Hold

        func next() async throws -> [UInt8]? { try await own.exchange.next() }
    }
}

/// Lets the exchange go when nobody holds on to it any more.
private final class Hold: Sendable {
    let exchange: Exchange
    init(_ exchange: Exchange) { self.exchange = exchange }
    deinit { exchange.abandon() }
}
