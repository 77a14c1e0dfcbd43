import Gateway
import JSON

/// A refusal in the words of the OpenAI API: status, type, parameter and code.
struct Refusal: Error, Sendable, Hashable {
    var status = 400
    var message: String
    var type = "invalid_request_error"
    var param: String?
    var code: String?

    /// The error body that OpenAI documents.
    var answer: Answer {
        let body: JSONValue = [
            "error": [
                "message": .string(message),
                "type": .string(type),
                "param": param.map { .string($0) } ?? .null,
                "code": code.map { .string($0) } ?? .null,
            ]
        ]
        return Answer(
            status: status, headers: Headers([("content-type", "application/json")]), body: .bytes(body.encoded))
    }
}

extension Refusal {
    /// The path leads nowhere.
    static func unknownURL(_ method: String, _ path: String) -> Refusal {
        Refusal(status: 404, message: "Invalid URL (\(method) \(path))", code: "unknown_url")
    }

    /// The path exists, but not for this method.
    static func methodNotSupported(_ method: String, allowed: [String]) -> Refusal {
        Refusal(
            status: 405, message: "Not allowed to \(method) on this URL; it takes \(allowed.joined(separator: ", ")).",
            code: "method_not_supported")
    }

    /// No model of that name is served here.
    static func modelNotFound(_ model: String, hint: String) -> Refusal {
        Refusal(
            status: 404, message: "The model '\(model)' does not exist at the offline provider; \(hint).",
            param: "model", code: "model_not_found")
    }

    /// No stored object has that id.
    static func notFound(_ what: String, _ id: String, param: String? = nil) -> Refusal {
        Refusal(status: 404, message: "\(what) with id '\(id)' not found.", param: param)
    }

    /// A value of the right type that means nothing here.
    static func invalidValue(_ param: String, _ message: String, code: String = "invalid_value") -> Refusal {
        Refusal(message: message, param: param, code: code)
    }

    /// A feature that needs more than an offline model.
    static func unsupported(_ param: String, _ message: String) -> Refusal {
        Refusal(message: message, param: param, code: "unsupported_value")
    }

    /// A parameter or file that has to be there and is not.
    static func missing(_ param: String) -> Refusal {
        Refusal(message: "Missing required parameter: '\(param)'.", param: param, code: "missing_required_parameter")
    }

    /// Nothing more can be kept in memory.
    static func noRoom(_ contents: String, capacity: Int) -> Refusal {
        Refusal(
            status: 413,
            message: "There is no room left: the offline provider keeps at most \(capacity) bytes of \(contents) "
                + "in memory. Delete some that are no longer needed.",
            code: "storage_limit_exceeded")
    }
}
