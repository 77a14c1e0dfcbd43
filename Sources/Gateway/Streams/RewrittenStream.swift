/// Changes the chunks of one stream as they pass.
protocol StreamRewriter: Sendable {
    /// What goes on of a chunk, and of what waited before it; may be nothing.
    mutating func take(_ chunk: [UInt8]) throws -> [UInt8]
    /// What is left at the end of the stream.
    mutating func finish() throws -> [UInt8]
}

/// The body of a streamed answer behind a rewriter. Reads from the provider only when it is read itself.
struct RewrittenStream<Work: StreamRewriter>: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let base: any AsyncSequence<[UInt8], any Error> & Sendable
    let work: Work
    /// Told of the rewriter once the stream is over.
    var ended: @Sendable (Work) -> Void = { _ in }

    func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), work: work, ended: ended) }

    struct Iterator: AsyncIteratorProtocol {
        private var base: any AsyncIteratorProtocol<[UInt8], any Error>
        private var work: Work
        private let ended: @Sendable (Work) -> Void
        private var isOver = false

        fileprivate init(
            base: any AsyncIteratorProtocol<[UInt8], any Error>, work: Work, ended: @escaping @Sendable (Work) -> Void
        ) {
            self.base = base
            self.work = work
            self.ended = ended
        }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            while !isOver {
                guard let chunk = try await base.next(isolation: actor) else {
                    let rest = try end { try $0.finish() }
                    return rest.isEmpty ? nil : rest
                }
                do {
                    let output = try work.take(chunk)
                    if !output.isEmpty { return output }
                } catch {
                    return try end { _ in throw error }
                }
            }
            return nil
        }

        private mutating func end(_ last: (inout Work) throws -> [UInt8]) throws -> [UInt8] {
            isOver = true
            defer { ended(work) }
            return try last(&work)
        }
    }
}
