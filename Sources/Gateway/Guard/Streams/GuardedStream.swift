/// The body of a streamed answer behind the guard. Reads from the provider only when it is read itself.
struct GuardedStream: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let base: any AsyncSequence<[UInt8], any Error> & Sendable
    let work: StreamGuard
    /// Told what was found once the stream is over.
    let report: @Sendable (GuardReport) -> Void

    func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), work: work, report: report) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: any AsyncIteratorProtocol<[UInt8], any Error>
        fileprivate var work: StreamGuard
        fileprivate let report: @Sendable (GuardReport) -> Void
        private var isOver = false

        fileprivate init(
            base: any AsyncIteratorProtocol<[UInt8], any Error>, work: StreamGuard,
            report: @escaping @Sendable (GuardReport) -> Void
        ) {
            self.base = base
            self.work = work
            self.report = report
        }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            while !isOver {
                guard let chunk = try await base.next(isolation: actor) else {
                    return try end { try $0.finish() }.flatMap { $0.isEmpty ? nil : $0 }
                }
                do {
                    let output = try work.take(chunk)
                    if !output.isEmpty { return output }
                } catch {
                    _ = try end { _ in throw error }
                }
            }
            return nil
        }

        private mutating func end(_ last: (inout StreamGuard) throws -> [UInt8]) throws -> [UInt8]? {
            isOver = true
            defer { if !work.report.isEmpty { report(work.report) } }
            return try last(&work)
        }
    }
}

/// Looks at the chunks of one stream: as server-sent events, or as text that is cut anywhere.
struct StreamGuard: Sendable {
    private enum Content: Sendable {
        case events(SSEReader, EventGuard)
        case text(HeldText, TextInspector)
    }

    private var content: Content
    private let maxSize: Int?
    private var size = 0

    init(_ inspector: TextInspector, isEvents: Bool) {
        maxSize = inspector.rules.maxSize
        content = isEvents ? .events(SSEReader(), EventGuard(inspector)) : .text(HeldText(), inspector)
    }

    var report: GuardReport {
        switch content {
        case .events(_, let events): events.inspector.report
        case .text(_, let inspector): inspector.report
        }
    }

    /// What goes on of a chunk and of what waited before it; throws where a rule blocks.
    mutating func take(_ chunk: [UInt8]) throws -> [UInt8] {
        size += chunk.count
        if let maxSize, size > maxSize { throw Self.failure(Guard.answerTooLarge(maxSize)) }
        var output: [UInt8] = []
        switch content {
        case .events(var reader, var events):
            // The state is moved out, so that nothing is copied.
            content = .text(HeldText(), events.inspector)
            do {
                try reader.feed(chunk) { event in
                    for event in events.take(event) { output += event.encoded }
                }
            } catch is SSEReader.TooLarge {
                throw UpstreamFailure(.tooLarge, mayHaveBeenSent: true, "an event of the stream is larger than allowed")
            }
            content = .events(reader, events)
        case .text(var held, var inspector):
            output = chunk.withUnsafeBufferPointer { held.take($0, isLast: false, &inspector) { "/" } }
            if !inspector.changesText { output = chunk }
            content = .text(held, inspector)
        }
        return try checked(output)
    }

    /// What is left at the end of the stream.
    mutating func finish() throws -> [UInt8] {
        var output: [UInt8] = []
        switch content {
        case .events(let reader, var events):
            for event in events.finish() { output += event.encoded }
            content = .events(reader, events)
        case .text(var held, var inspector):
            output = held.take(UnsafeBufferPointer(start: nil, count: 0), isLast: true, &inspector) { "/" }
            if !inspector.changesText { output = [] }
            content = .text(held, inspector)
        }
        return try checked(output)
    }

    private func checked(_ output: [UInt8]) throws -> [UInt8] {
        if let refusal = report.refusal { throw Self.failure(refusal) }
        return output
    }

    private static func failure(_ error: APIError) -> UpstreamFailure {
        UpstreamFailure(.stream, mayHaveBeenSent: true, error.message, report: error)
    }
}
