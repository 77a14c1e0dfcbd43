/// The body of a streamed answer. It is read once; whoever lets go of it or of its iterator ends the exchange.
struct BodyStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    private let hold: Hold

    init(_ body: IncomingBody) { hold = Hold(body) }

    func makeAsyncIterator() -> Iterator { Iterator(sequence: hold, own: Hold(hold.body)) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let sequence: Hold
        fileprivate let own: Hold

        func next() async throws -> [UInt8]? { try await own.body.next() }
    }
}

/// Lets the body go when nobody holds on to it any more.
private final class Hold: Sendable {
    let body: IncomingBody
    init(_ body: IncomingBody) { self.body = body }
    deinit { body.abandon() }
}
