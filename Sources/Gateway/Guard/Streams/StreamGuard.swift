/// Looks at the chunks of one stream: as server-sent events, or as text that is cut anywhere.
struct StreamGuard: StreamRewriter {
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

    /// Throws where a rule blocks.
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
