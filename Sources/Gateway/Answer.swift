/// What came back from a provider, whatever its status.
public struct Answer: Sendable {
    /// HTTP status code.
    public var status: Int
    public var headers: Headers
    public var body: AnswerBody
    public var notes: Notes

    /// Creates an answer.
    public init(status: Int, headers: Headers = Headers(), body: AnswerBody, notes: Notes = Notes()) {
        self.status = status
        self.headers = headers
        self.body = body
        self.notes = notes
    }

    /// Whether the provider did what was asked (2xx).
    public var isSuccess: Bool { (200..<300).contains(status) }
}

/// Content of an answer.
public enum AnswerBody: Sendable {
    case bytes([UInt8])
    /// Chunks as they arrive (of server-sent events: cut anywhere). Leaving it unread or cancelling the task closes
    /// the connection to the provider.
    case stream(any AsyncSequence<[UInt8], any Error> & Sendable)
}

/// What a caller should know about a call's way: attempts, substituted models, dropped fields.
public struct Notes: Sendable {
    /// Requests that went out for this call.
    public var attempts = 0
    /// Name of the provider that answered.
    public var provider: String?
    /// Set where a retired model was replaced by its successor.
    public var replacedModel: (asked: String, served: String)?
    /// Sentences about what was changed on the way.
    public var remarks: [String] = []
    /// What the call used and cost; of a stream it is whole once the stream has ended.
    public var receipt: Receipt?

    /// Creates empty notes.
    public init() {}
}
