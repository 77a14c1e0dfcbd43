/// Decides by names whether a call may be made.
enum AccessPolicy {
    /// Why a call is refused; nil if it is not.
    static func refusal(of call: Call, by rules: AccessRules) -> APIError? {
        if rules.isEmpty { return nil }
        let tool = call.endpoint.name
        if !rules.tools.permits(tool) {
            return APIError(
                .permission, "the guard of this server does not allow '\(tool)', use another tool or ask its operator")
        }
        if let model = call.model, !rules.models.permits(model) {
            return APIError(
                .permission,
                "the guard of this server does not allow model '\(model.prefix(100))', use another or ask its operator",
                param: "model")
        }
        if rules.fields.isEmpty { return nil }
        if let field = call.body.names.first(where: { !rules.fields.permits($0) }) {
            return APIError(
                .permission,
                "the guard of this server does not allow '\(field.prefix(100))' in calls of '\(tool)', leave it out",
                param: field)
        }
        return nil
    }
}

extension CallBody {
    /// Names of the members or parts.
    fileprivate var names: [String] {
        switch self {
        case .none: []
        case .json(let members): members.all.map(\.name)
        case .multipart(let parts): parts.map(\.name)
        }
    }

    /// Bytes of the values that are in memory.
    var size: Int {
        switch self {
        case .none: 0
        case .json(let members): members.all.reduce(0) { $0 + $1.value.count }
        case .multipart(let parts):
            parts.reduce(0) { sum, part in
                if case .bytes(let bytes) = part.content { sum + bytes.count } else { sum }
            }
        }
    }
}
