import JSON

/// What came back from a provider, whatever its status.
public struct Answer: Sendable {
    /// HTTP status code.
    public var status: Int
    public var headers: Headers
    public var body: AnswerBody { didSet { document = .unread } }
    public var notes: Notes
    private var document = Document.unread

    private enum Document: Sendable {
        case unread, read(JSONView), malformed
    }

    /// Creates an answer.
    public init(status: Int, headers: Headers = Headers(), body: AnswerBody, notes: Notes = Notes()) {
        self.status = status
        self.headers = headers
        self.body = body
        self.notes = notes
    }

    /// The body as JSON, parsed once however many look; nil where it is none, or a stream.
    public mutating func json() -> JSONView? {
        switch document {
        case .read(let view): return view
        case .malformed: return nil
        case .unread:
            guard case .bytes(let bytes) = body,
                let view = try? JSONDocument(bytes, limits: JSONLimits(depth: 512, size: .max)).root
            else {
                document = .malformed
                return nil
            }
            document = .read(view)
            return view
        }
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
    /// The model that was asked for at the provider, where the call named one and there was a choice.
    public var model: String?
    /// Set where another model was asked for than the caller named: a retired model's successor, what an alias or `auto`
    /// stands for, a provider's own name.
    public var replacedModel: (asked: String, served: String)?
    /// Sentences about what was changed on the way.
    public var remarks: [String] = []
    /// Where on its route the call was answered.
    var place: RoutePlace?
    /// What the call used and cost; of a stream it is whole once the stream has ended.
    public var receipt: Receipt?

    /// Creates empty notes.
    public init() {}

    /// Notes that the model was asked for by another name; the name that the caller gave stays.
    mutating func replaced(_ asked: String, by served: String) {
        replacedModel = (asked, replacedModel?.served ?? served)
    }
}

/// Which candidate of a route it was, and whether there is another to turn to.
struct RoutePlace: Sendable {
    var position: Int
    var hasAlternative: Bool
}
