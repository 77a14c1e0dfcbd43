import JSON

/// An answer as it is kept, to be served again.
public struct KeptAnswer: Sendable {
    public var contentType: String?
    public var body: [UInt8]
    /// Whether the body is a stream of events.
    public var isStream: Bool
    /// Name of the provider that answered.
    public var provider: String?

    /// Creates an answer to keep.
    public init(contentType: String?, body: [UInt8], isStream: Bool, provider: String?) {
        self.contentType = contentType
        self.body = body
        self.isStream = isStream
        self.provider = provider
    }

    /// An answer whose body is there; nil where it must not be served again: an error, or not what it should be.
    init?(_ answer: Answer) {
        var answer = answer
        guard answer.isSuccess, case .bytes(let body) = answer.body else { return nil }
        // Some compatible servers report a failure with status 200.
        guard let root = answer.json(), root["error"].map(\.isNull) ?? true else { return nil }
        self.init(
            contentType: answer.headers["content-type"], body: body, isStream: false, provider: answer.notes.provider)
    }

    /// The answer again; where the call counts, the source says so.
    var answer: Answer {
        var answer = Answer(status: 200, body: isStream ? .stream(OneChunk(body)) : .bytes(body))
        answer.headers["content-type"] = contentType
        answer.notes.provider = provider
        return answer
    }

    /// Bytes that it takes.
    var size: Int { body.count + 128 }
}

/// A stream that is there already.
private struct OneChunk: AsyncSequence, Sendable {
    private let chunk: [UInt8]

    init(_ chunk: [UInt8]) { self.chunk = chunk }

    func makeAsyncIterator() -> Iterator { Iterator(chunk: chunk) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var chunk: [UInt8]?

        mutating func next() async throws -> [UInt8]? { chunk.take() }
    }
}
