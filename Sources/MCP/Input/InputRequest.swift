import JSON

/// Something that a server asks of a client while it works on a request of the client's.
public struct InputRequest: Sendable, Hashable {
    public let capability: ClientCapability
    /// The parameters as JSON text.
    public let params: [UInt8]

    private init(_ capability: ClientCapability, _ params: JSONValue) {
        self.capability = capability
        self.params = params.encoded
    }

    /// Asks the user to fill in a form.
    ///
    /// - Parameter schema: an `object` whose properties are plain values (2025-06-18, elicitation, requested schema).
    public static func form(_ message: String, schema: JSONValue) -> InputRequest {
        InputRequest(.elicitation, ["message": .string(message), "requestedSchema": schema])
    }

    /// Asks the client's model.
    ///
    /// - Parameter params: the parameters of `sampling/createMessage`; `messages` and `maxTokens` are required.
    public static func sampling(_ params: JSONValue) -> InputRequest { InputRequest(.sampling, params) }

    /// Asks the client's model one question.
    public static func sampling(_ question: String, maxTokens: Int) -> InputRequest {
        let message: JSONValue = ["role": "user", "content": ["type": "text", "text": .string(question)]]
        return sampling(["messages": [message], "maxTokens": .int(maxTokens)])
    }

    /// Asks for the folders that the client works in.
    public static let roots = InputRequest(.roots, [:])

    /// Reads what a server asks, with `method` and `params`; nil where it is nothing that servers may ask.
    public init?(_ view: JSONView) {
        switch view["method"]?.string {
        case "elicitation/create": capability = .elicitation
        case "sampling/createMessage": capability = .sampling
        case "roots/list": capability = .roots
        default: return nil
        }
        params = view["params"].map { Array($0.raw) } ?? Array("{}".utf8)
    }

    /// The parameters.
    public var view: JSONView? { try? JSONDocument(params).root }

    /// What the user is asked, in a sentence.
    public var message: String? { view?["message"]?.string }

    /// The method of the request.
    public var method: String {
        switch capability {
        case .elicitation: "elicitation/create"
        case .sampling: "sampling/createMessage"
        case .roots: "roots/list"
        case .tasks: "tasks/get"
        }
    }

    /// The request without an envelope, as `inputRequests` holds it.
    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("method", method)
            if capability != .roots { $0.member("params", raw: params) }
        }
    }

    /// The parameters and `_meta`.
    func params(with meta: [JSONValue.Member]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { params in
            if let known = try? JSONDocument(self.params).root {
                for (key, value) in known.members { params.member(key, raw: value.raw) }
            }
            params.member("_meta", .object(meta))
        }
        return writer.bytes
    }

    /// Reads what a client answered; throws `invalidParams` where it is no answer to this request.
    func response(_ view: JSONView, key: String) throws(ProtocolError) -> InputResponse {
        guard view.kind == .object, isAnswered(by: view) else {
            throw ProtocolError(
                .invalidParams, "The response to \(key.debugDescription) is no result of \(method); send one.")
        }
        return InputResponse(raw: Array(view.raw))
    }

    private func isAnswered(by view: JSONView) -> Bool {
        switch capability {
        case .elicitation:
            guard let action = view["action"]?.string.flatMap(InputResponse.Action.init) else { return false }
            return action != .accept || view["content"]?.kind == .object
        case .sampling: return view["role"]?.string != nil && view["content"] != nil
        case .roots: return view["roots"]?.kind == .array
        case .tasks: return false
        }
    }
}
