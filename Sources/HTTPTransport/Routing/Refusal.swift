import JSON
import MCP
import NIOHTTP1

/// A request that is answered with an error before any server sees it.
struct Refusal: Error, Sendable {
    let status: HTTPResponseStatus
    /// One sentence; never repeats a part of the request that could hold a key.
    let message: String
    let code: ProtocolError.Code
    var fields: HTTPHeaders
    /// The request that is refused, where it has been read.
    var id: RequestID?

    init(
        _ status: HTTPResponseStatus, _ message: String, code: ProtocolError.Code = .invalidRequest,
        fields: HTTPHeaders = [:]
    ) {
        self.status = status
        self.message = message
        self.code = code
        self.fields = fields
    }

    static func unauthorized(_ message: String, error: String? = nil) -> Refusal {
        let challenge = #"Bearer realm="openai-mcp""# + (error.map { #", error="\#($0)""# } ?? "")
        return Refusal(.unauthorized, message, fields: ["WWW-Authenticate": challenge])
    }

    static func method(allowed: String) -> Refusal {
        Refusal(.methodNotAllowed, "This path takes \(allowed).", code: .methodNotFound, fields: ["Allow": allowed])
    }

    /// The same, and the connection ends: what still comes on it is not read.
    var closing: Refusal {
        var refusal = self
        refusal.fields.replaceOrAdd(name: "Connection", value: "close")
        return refusal
    }

    /// The same for one request.
    func about(_ id: RequestID) -> Refusal {
        var refusal = self
        refusal.id = id
        return refusal
    }

    /// The answer; where a stateless client asks, without `id` instead of with a null one.
    func answer(isStateless: Bool) -> Answer {
        .json(Reply(ProtocolError(code, message), id: id, nullID: !isStateless).bytes, status: status, fields)
    }

    /// The answer to a request that is no message of the protocol.
    var plainAnswer: Answer {
        let body: JSONValue = ["error": ["message": .string(message)]]
        return .json(body.encoded, status: status, fields)
    }
}
