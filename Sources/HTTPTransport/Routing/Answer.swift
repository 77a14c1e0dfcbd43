import HTTPTypes

/// What goes back for one request.
enum Answer: Sendable {
    case whole(HTTPResponse.Status, HTTPFields, [UInt8])
    /// A tool works on it: JSON or an event stream, as it turns out.
    case pending(ReplyReader)
    /// What the client wants to be told of.
    case subscription(SubscriptionReply)
    /// A further route works on it.
    case plain(PendingPlain)

    static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok, _ fields: HTTPFields = [:]) -> Answer {
        var fields = fields
        fields[.contentType] = "application/json"
        return .whole(status, fields, body)
    }

    static func accepted() -> Answer { .whole(.accepted, [:], []) }

    static func reply(_ reply: FinalMessage, _ fields: HTTPFields = [:], as format: AcceptedFormat) -> Answer {
        guard reply.isEvent(in: format) else {
            return .json(reply.bytes, status: HTTPResponse.Status(code: reply.status), fields)
        }
        var body: [UInt8] = []
        EventStream.append(reply.bytes, to: &body)
        return .whole(.ok, EventStream.fields.merging(fields), body)
    }
}

extension HTTPFields {
    func merging(_ others: HTTPFields) -> HTTPFields {
        var all = self
        for field in others { all.append(field) }
        return all
    }
}
