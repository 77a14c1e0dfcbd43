import NIOHTTP1

/// What goes back for one request.
enum Answer: Sendable {
    case whole(HTTPResponseStatus, HTTPHeaders, [UInt8])
    /// Something works on it.
    case pending(any AnswerSource)

    static func json(_ body: [UInt8], status: HTTPResponseStatus = .ok, _ fields: HTTPHeaders = [:]) -> Answer {
        var fields = fields
        fields.add(name: "Content-Type", value: "application/json")
        return .whole(status, fields, body)
    }

    static func accepted() -> Answer { .whole(.accepted, [:], []) }

    static func reply(_ reply: FinalMessage, _ fields: HTTPHeaders = [:], as format: AcceptedFormat) -> Answer {
        guard reply.isEvent(in: format) else {
            return .json(reply.bytes, status: HTTPResponseStatus(statusCode: reply.status), fields)
        }
        var body: [UInt8] = []
        EventStream.append(reply.bytes, to: &body)
        return .whole(.ok, EventStream.fields.adding(fields), body)
    }
}

extension HTTPHeaders {
    func adding(_ others: HTTPHeaders) -> HTTPHeaders {
        var all = self
        all.add(contentsOf: others)
        return all
    }
}
