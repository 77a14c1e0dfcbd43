import Gateway
import JSON
import MCP

/// The HTTP request of a virtual tool, made ready.
struct VirtualRequest: Sendable {
    private let tool: String
    private let action: HTTPAction
    private let url: TextTemplate
    private let headers: [(name: String, value: TextTemplate)]
    private let body: JSONTemplate?

    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    /// Checks what the configuration says of it.
    init(_ action: HTTPAction, tool: String, fields: [String]) throws(TextTemplate.Fault) {
        guard Self.methods.contains(action.method) else {
            throw TextTemplate.Fault(
                description: "method '\(action.method)' is none of \(Self.methods.joined(separator: ", "))")
        }
        guard action.body == nil || action.method != "GET" else {
            throw TextTemplate.Fault(description: "GET has no body; put the values into the URL")
        }
        guard action.timeout > .zero, action.maxSize > 0 else {
            throw TextTemplate.Fault(description: "timeout and size must be more than nothing")
        }
        try Self.checkPlace(action.url)
        self.tool = tool
        self.action = action
        url = try TextTemplate(action.url)
        var headers: [(name: String, value: TextTemplate)] = []
        for header in action.headers { headers.append((header.name, try TextTemplate(header.value))) }
        self.headers = headers
        if let body = action.body { self.body = try JSONTemplate(body) } else { body = nil }
        let pointers = url.pointers + headers.flatMap(\.value.pointers) + (self.body?.pointers ?? [])
        try VirtualArguments.check(pointers, fields)
    }

    /// Where a request goes is for the operator to say, not for a model.
    private static func checkPlace(_ url: String) throws(TextTemplate.Fault) {
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else {
            throw TextTemplate.Fault(description: "the URL must be absolute, such as https://host/path")
        }
        let place = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        guard !place.isEmpty, !place.contains("{"), !place.contains("@") else {
            throw TextTemplate.Fault(
                description: "the URL's host must stand there in full, without placeholders, user name or password")
        }
    }

    /// Sends the request for a call and maps the answer.
    func run(_ work: Work, _ mapping: VirtualResult) async throws -> ToolResult {
        guard let sender = work.environment.http else {
            throw APIError(.serverError, "this server has no way to HTTP endpoints")
        }
        // The credential, once it is known, must not show in what the endpoint or a failure says.
        let secret = try credential()
        var redactor = work.environment.redactor(for: work.caller)
        if let secret { redactor = redactor.adding(secret) }
        let answer: Answer
        do {
            answer = try await sender.send(request(work, secret))
        } catch let failure as UpstreamFailure {
            return Self.failure(APIError(failure, redactor: redactor), tool)
        }
        guard answer.isSuccess else {
            return Self.failure(APIError(answer, redactor: redactor, now: Surroundings.real.now()), tool)
        }
        guard case .bytes(let bytes) = answer.body else { return ToolResult([]) }
        return mapping.result(ofBody: bytes)
    }

    private func credential() throws -> SecretString? {
        guard let auth = action.auth else { return nil }
        do {
            return try auth.secret()
        } catch {
            throw APIError(
                .missingKey, "the credential of '\(tool)' could not be read, whoever runs this server must supply it")
        }
    }

    private func request(_ work: Work, _ secret: SecretString?) throws -> OutboundRequest {
        let arguments = try work.call.arguments ?? JSONDocument("{}").root
        var request = OutboundRequest(
            action.method, try text(url, arguments, escape: PercentEncoding.value), timeout: action.timeout,
            maxSize: action.maxSize)
        for header in headers {
            request.headers[header.name] = try text(header.value, arguments) { $0.filter { !$0.isNewline } }
        }
        if action.method != "GET", action.method != "DELETE" || body != nil {
            do {
                request.body = try body?.json(for: arguments) ?? arguments.compact
            } catch {
                throw Self.missing(error)
            }
            if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = "application/json" }
        }
        if let auth = action.auth, let secret { request.headers[auth.header] = auth.prefix + secret.exposed }
        return request
    }

    private func text(
        _ template: TextTemplate, _ arguments: JSONView, escape: (String) -> String
    ) throws(ArgumentFault) -> String {
        do {
            return try template.text(for: arguments, escape: escape)
        } catch {
            throw Self.missing(error)
        }
    }

    private static func missing(_ error: TextTemplate.Missing) -> ArgumentFault {
        ArgumentFault("There is no `\(error.pointer.tokens.joined(separator: "."))`, which this call needs; add it.")
    }

    /// The sentence of an error with the tool in place of the API that it is none of.
    static func failure(_ error: APIError, _ tool: String) -> ToolResult {
        let sentence =
            error.message.hasPrefix(APIError.opening)
            ? String(error.message.dropFirst(APIError.opening.count)) : error.message
        var structured = error.json
        if case .object(var members) = structured, let position = members.firstIndex(where: { $0.key == "message" }) {
            members[position].value = .string("\(tool): \(sentence)")
            structured = .object(members)
        }
        return .failure("\(tool): \(sentence)", structured: structured)
    }
}

extension PercentEncoding {
    /// A value within a path or a query: nothing in it ends a segment or an item.
    static func value(_ text: String) -> String {
        // Two dots would leave the folder that the operator has named.
        text == "." || text == ".." ? text.map { _ in "%2E" }.joined() : segment(text)
    }
}
