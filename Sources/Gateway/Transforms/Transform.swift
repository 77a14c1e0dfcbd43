import JSON

/// Changes requests and answers as the configuration says; every value that no step names stays the bytes that it was.
public struct Transform: Stage {
    private let plan: TransformPlan

    /// Creates the stage.
    public init(_ plan: TransformPlan) { self.plan = plan }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        let rules = plan.rules.filter { $0.fits(call) }
        guard !rules.isEmpty else { return try await next(call) }
        var call = call
        do {
            try apply(rules.flatMap(\.request), to: &call)
        } catch let failure as JSONDocument.EditFailure {
            throw APIError(
                .invalidRequest,
                "a transformation of this server does not fit the request: \(failure), change the arguments or ask its operator"
            )
        }
        let answer = try await next(call)
        let actions = rules.flatMap(\.response)
        return actions.isEmpty || !answer.isSuccess ? answer : apply(actions, to: answer)
    }

    private func apply(_ actions: [TransformAction], to call: inout Call) throws {
        switch call.body {
        case .none:
            // A call without a body has no places.
            break
        case .json(var members):
            for action in actions { try members.apply(action) }
            call.body = .json(members)
        case .multipart(let parts):
            var form = FormFields(parts: parts)
            for action in actions { try form.apply(action) }
            call.body = .multipart(form.parts)
        }
    }

    private func apply(_ actions: [TransformAction], to answer: Answer) -> Answer {
        var answer = answer
        switch answer.body {
        case .bytes(let bytes):
            guard var text = TransformedText(bytes) else { return answer }
            for action in actions {
                do {
                    try text.apply(action)
                } catch {
                    answer.notes.remarks.append("A transformation of this server does not fit the answer: \(error).")
                }
            }
            answer.body = .bytes(text.document.bytes)
        case .stream(let chunks):
            guard answer.headers["content-type"]?.lowercased().contains("event-stream") == true else { return answer }
            answer.body = .stream(RewrittenStream(base: chunks, work: TransformedEvents(actions: actions)))
        }
        answer.headers["content-length"] = nil
        return answer
    }
}

/// Transforms each event of a stream on its own.
struct TransformedEvents: StreamRewriter {
    let actions: [TransformAction]
    private var reader = SSEReader()

    init(actions: [TransformAction]) { self.actions = actions }

    mutating func take(_ chunk: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        do {
            try reader.feed(chunk) { event in
                var event = event
                if var text = TransformedText(event.data) {
                    // A step that does not fit this event may fit the next.
                    for action in actions { try? text.apply(action) }
                    event.data = text.document.bytes
                }
                output += event.encoded
            }
        } catch is SSEReader.TooLarge {
            throw UpstreamFailure(.tooLarge, mayHaveBeenSent: true, "an event of the stream is larger than allowed")
        }
        return output
    }

    func finish() -> [UInt8] { [] }
}
