import Gateway
import JSON

/// Server-sent events made one by one as the reader asks for them, so that a slow reader holds the writer back.
struct EventStream: AsyncSequence, Sendable {
    /// Makes the bytes of one event.
    typealias Event = @Sendable () -> [UInt8]

    let events: [Event]
    let pace: Duration
    let sleep: @Sendable (Duration) async throws -> Void

    struct Iterator: AsyncIteratorProtocol {
        let stream: EventStream
        var position = 0

        mutating func next() async throws -> [UInt8]? {
            guard position < stream.events.count else { return nil }
            try Task.checkCancellation()
            if position > 0, stream.pace > .zero { try await stream.sleep(stream.pace) }
            defer { position += 1 }
            return stream.events[position]()
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// One event: its type where it has one, then its data.
    static func frame(_ type: String? = nil, data: [UInt8]) -> [UInt8] {
        var bytes = Array((type.map { "event: \($0)\n" } ?? "").utf8)
        bytes.append(contentsOf: "data: ".utf8)
        bytes.append(contentsOf: data)
        bytes.append(contentsOf: "\n\n".utf8)
        return bytes
    }

    /// What ends a stream of chat completion chunks.
    static let done: Event = { frame(data: Array("[DONE]".utf8)) }
}

extension EmbeddedProvider {
    /// A JSON answer.
    func json(_ value: JSONValue, status: Int = 200) -> Answer {
        Answer(
            status: status, headers: Headers([("content-type", "application/json")]), body: .bytes(value.encoded))
    }

    /// An answer of events at this provider's pace.
    func stream(_ events: [EventStream.Event]) -> Answer {
        Answer(
            status: 200,
            headers: Headers([("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-cache")]),
            body: .stream(EventStream(events: events, pace: pace, sleep: surroundings.sleep)))
    }
}
