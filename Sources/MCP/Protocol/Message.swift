import JSON

/// One incoming JSON-RPC message.
public enum Message: Sendable {
    case request(id: RequestID, method: String, params: JSONView?)
    case notification(method: String, params: JSONView?)
    /// A reply to a request of ours.
    case response(id: RequestID?)

    /// Reads a message; throws `invalidRequest` where it is not JSON-RPC 2.0.
    public init(_ view: JSONView) throws(ProtocolError) {
        guard view.kind == .object else {
            throw ProtocolError(.invalidRequest, "A JSON-RPC message must be an object.")
        }
        guard view["jsonrpc"]?.string == "2.0" else {
            throw ProtocolError(.invalidRequest, "The member \"jsonrpc\" must be \"2.0\".")
        }
        let id = view["id"]
        guard let method = view["method"] else {
            guard view["result"] != nil || view["error"] != nil else {
                throw ProtocolError(.invalidRequest, "The message has no \"method\".")
            }
            self = .response(id: id.flatMap { RequestID($0) })
            return
        }
        guard let method = method.string else {
            throw ProtocolError(.invalidRequest, "The member \"method\" must be a string.")
        }
        // Some clients spell "nothing" as null.
        let params = view["params"].flatMap { $0.isNull ? nil : $0 }
        if let params, params.kind != .object {
            throw ProtocolError(.invalidRequest, "The member \"params\" must be an object.")
        }
        guard let id else {
            self = .notification(method: method, params: params)
            return
        }
        guard let id = RequestID(id) else {
            throw ProtocolError(.invalidRequest, "The member \"id\" must be a string or a whole number.")
        }
        self = .request(id: id, method: method, params: params)
    }
}
