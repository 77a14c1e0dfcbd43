import JSON

/// A `completion/complete` that has been read.
struct CompletionRequest: Sendable {
    private let complete: Completer?
    private let argument: String
    private let typed: String
    private let filled: [String: String]

    init(_ params: JSONView?, _ server: ServerContents, _ revision: Revision) throws(ProtocolError) {
        guard let argument = params?["argument"]?["name"]?.string, let typed = params?["argument"]?["value"]?.string
        else {
            throw ProtocolError(
                .invalidParams, "completion/complete needs \"argument\" with \"name\" and \"value\", both strings.")
        }
        self.argument = argument
        self.typed = typed
        switch try Self.reference(params?["ref"]) {
        case .prompt(let name):
            let prompt = server.prompts.prompts[try server.prompts.position(naming: name)]
            guard let found = prompt.arguments.first(where: { $0.name == argument }) else {
                throw ProtocolError(.invalidParams, PromptRequest.unknown(argument, prompt))
            }
            complete = found.complete
        case .resource(let uri):
            complete = try Self.completer(of: argument, in: server.resources.template(for: uri), uri)
        }
        var filled: [String: String] = [:]
        if revision.hasCompletionContext {
            for (name, value) in params?["context"]?["arguments"]?.members.map({ $0 }) ?? [] {
                filled[name] = value.string
            }
        }
        self.filled = filled
    }

    /// Asks the completer; an argument that has none has no suggestions.
    func result(in context: RequestContext) async throws -> [UInt8] {
        let call = CompletionCall(argument: argument, typed: typed, context: filled, principal: context.principal)
        let completion = try await complete?(call) ?? Completion([])
        let values = completion.values.prefix(Completion.limit)
        return context.result { result in
            result.key("completion")
            result.object {
                $0.member("values", .array(values.map { .string($0) }))
                if let total = completion.total { $0.member("total", total) }
                $0.member("hasMore", completion.hasMore || values.count < completion.values.count)
            }
        }
    }

    private static func reference(_ view: JSONView?) throws(ProtocolError) -> CompletionReference {
        if view?["type"]?.string == "ref/prompt", let name = view?["name"]?.string { return .prompt(name) }
        if view?["type"]?.string == "ref/resource", let uri = view?["uri"]?.string { return .resource(uri) }
        throw ProtocolError(
            .invalidParams,
            "completion/complete needs \"ref\": type \"ref/prompt\" with a \"name\", or type \"ref/resource\" with a \"uri\"."
        )
    }

    private static func completer(
        of variable: String, in template: ResourceTemplate?, _ uri: String
    ) throws(ProtocolError) -> Completer? {
        guard let template else {
            throw ProtocolError(
                .invalidParams,
                "No resource template is or fits \(uri.debugDescription); resources/templates/list names the ones there are."
            )
        }
        guard template.uri.variables.contains(variable) else {
            let known = template.uri.variables.joined(separator: ", ")
            throw ProtocolError(
                .invalidParams, "\(template.uri) has no variable \(variable.debugDescription); it has \(known).")
        }
        return template.completers[variable]
    }
}
