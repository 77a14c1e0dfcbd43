import Catalogue
import JSON

/// Why a call to the API failed, as one sentence for a model or a person and as members for a program.
///
/// Every text in it has passed a ``Redactor``.
public struct APIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public let kind: Kind
    /// One sentence that begins `OpenAI API error:`; what happened, whose fault it is, what to do next.
    public let message: String
    /// HTTP status, where there was an answer.
    public let status: Int?
    /// The provider's own code, type and parameter.
    public let code: String?
    public let type: String?
    public let param: String?
    /// `x-request-id`, which the provider's support asks for.
    public let requestID: String?
    /// Seconds after which the provider allows another attempt.
    public let retryAfter: Double?
    /// Whether the work may have been done and paid for although there is no answer.
    public let mayHaveBeenBilled: Bool
    /// Requests that went out for the call.
    public var attempts: Int
    /// The text that had come before a stream broke off.
    public var partialText: String?

    public var description: String { message }

    /// With these members in a tool's structured content, a program need not read the sentence.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [.init("kind", .string(kind.rawValue)), .init("message", .string(message))]
        func add(_ key: String, _ value: JSONValue?) { if let value { members.append(.init(key, value)) } }
        add("status", status.map { .int($0) })
        add("code", code.map { .string($0) })
        add("type", type.map { .string($0) })
        add("param", param.map { .string($0) })
        add("request_id", requestID.map { .string($0) })
        add("retry_after", retryAfter.map { .double($0) })
        add("may_have_been_billed", mayHaveBeenBilled ? true : nil)
        add("attempts", attempts > 1 ? .int(attempts) : nil)
        add("partial_text", partialText.map { .string($0) })
        return .object(members)
    }
}

// MARK: Where errors come from

extension APIError {
    /// Reads an answer with an error status; `now` (seconds since 1970) is needed for a `retry-after` that is a date.
    public init(_ answer: Answer, redactor: Redactor = Redactor(), now: Double) {
        var bytes: [UInt8] = []
        if case .bytes(let body) = answer.body { bytes = body }
        var body = APIErrorBody(bytes, contentType: answer.headers["content-type"])
        if (300..<400).contains(answer.status), let place = answer.headers["location"] {
            body.message = "the provider redirects to \(place)"
        }
        self.init(
            body, status: answer.status, requestID: answer.headers["x-request-id"],
            retryAfter: RetryAfter.seconds(answer.headers, now: now), attempts: max(1, answer.notes.attempts),
            redactor: redactor)
    }

    /// Reads an error that a stream reported: an `error` event, or a chunk with an `error` member.
    public init(report: JSONView, redactor: Redactor = Redactor()) {
        self.init(APIErrorBody(report), status: nil, redactor: redactor)
    }

    /// Puts a failure to get an answer into words; of a call that only reads nobody need hear of bills.
    public init(_ failure: UpstreamFailure, effect: Effect? = nil, redactor: Redactor = Redactor()) {
        let mayHaveBeenBilled = failure.mayHaveBeenSent && effect != .reads
        let report = failure.report
        let billed = mayHaveBeenBilled ? "the work may have been done and billed, so look before calling again" : nil
        self.init(
            kind: report?.kind ?? Kind(failure.kind),
            message: report.map { redactor($0.message) } ?? Self.sentence(failure.message, billed, redactor),
            status: report?.status,
            code: report?.code, type: report?.type, param: report?.param, requestID: report?.requestID,
            retryAfter: report?.retryAfter ?? failure.retryAfter, mayHaveBeenBilled: mayHaveBeenBilled,
            attempts: failure.attempts,
            partialText: failure.partialText.map { redactor($0) })
    }

    /// Puts whatever a pipeline throws into words.
    public init(_ error: any Error, effect: Effect? = nil, redactor: Redactor = Redactor()) {
        switch error {
        case let error as APIError: self = error
        case let failure as UpstreamFailure: self.init(failure, effect: effect, redactor: redactor)
        case is CancellationError: self.init(.cancelled, Kind.cancelled.event, redactor: redactor)
        default: self.init(.serverError, "\(error)", redactor: redactor)
        }
    }

    /// An error that the gateway found itself; `text` says what to do as well.
    public init(
        _ kind: Kind, _ text: String, param: String? = nil, retryAfter: Double? = nil, redactor: Redactor = Redactor()
    ) {
        self.init(
            kind: kind, message: Self.sentence(text, nil, redactor), status: nil, code: nil, type: nil, param: param,
            requestID: nil, retryAfter: retryAfter, mayHaveBeenBilled: false, attempts: 1)
    }

    private init(
        _ body: APIErrorBody, status: Int?, requestID: String? = nil, retryAfter: Double? = nil, attempts: Int = 1,
        redactor: Redactor
    ) {
        let kind = Kind.of(
            status: status, code: body.code, type: body.type, message: body.message, isBare: body.isBare)
        let known = body.message.flatMap { $0.isEmpty ? nil : $0 }
        let event = known ?? kind.event + (status.map { " (HTTP \($0))" } ?? "")
        let wait = retryAfter.map { "wait \(Int($0.rounded(.up))) s" }
        let param = body.param.map { Self.bounded(redactor($0), 100) }
        self.init(
            kind: kind, message: Self.sentence(event, kind.advice(param: param, wait: wait), redactor), status: status,
            code: body.code.map { Self.bounded(redactor($0), 100) },
            type: body.type.map { Self.bounded(redactor($0), 100) }, param: param,
            requestID: requestID.map { Self.bounded(redactor($0), 100) }, retryAfter: retryAfter,
            mayHaveBeenBilled: false, attempts: attempts)
    }

    /// How every sentence begins.
    public static let opening = "OpenAI API error:"

    /// One line: the event, then the advice. The longest event is cut, since a provider may send a page.
    private static func sentence(_ event: String, _ advice: String?, _ redactor: Redactor) -> String {
        // Redacted before it is cut: half a key is not recognised.
        let words = redactor(bounded(event, 8_192)).split { $0.isWhitespace }.joined(separator: " ")
        var event = bounded(words, 600)
        while let last = event.last, ".;,".contains(last), advice != nil { event.removeLast() }
        return opening + " " + event + (advice.map { "; \($0)." } ?? (event.hasSuffix(".") ? "" : "."))
    }

    private static func bounded(_ text: String, _ limit: Int) -> String {
        text.utf8.count <= limit ? text : String(text.prefix(limit)) + "..."
    }
}

extension APIError.Kind {
    init(_ failure: UpstreamFailure.Kind) {
        switch failure {
        case .connect, .tls: self = .connectionFailed
        case .timeout: self = .timeout
        case .reset: self = .connectionLost
        case .malformed: self = .malformedAnswer
        case .tooLarge: self = .answerTooLarge
        case .noKey: self = .missingKey
        case .stream: self = .streamInterrupted
        case .file: self = .invalidRequest
        case .limited: self = .rateLimit
        }
    }
}
