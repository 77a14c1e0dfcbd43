import JSON

/// A `prompts/get` that has been read.
struct PromptRequest: Sendable {
    private let position: Int
    private let arguments: [String: String]
    /// What a stateless request brought of earlier rounds.
    private let retry: Input.Retry?

    init(
        _ params: JSONView?, prompts: PromptList, client: ClientDescription, _ peer: Peer, _ features: Features
    ) throws(ProtocolError) {
        guard let name = params?["name"]?.string else {
            throw ProtocolError(.invalidParams, "prompts/get needs \"name\", the name of a prompt.")
        }
        position = try prompts.position(naming: name)
        arguments = try Self.values(in: params?["arguments"], for: prompts.prompts[position])
        retry =
            client.revision.isStateless
            ? try Input.Retry(
                params, method: Method.getPrompt.rawValue, name: name, caller: peer.principal.id, features: features)
            : nil
    }

    /// Renders the prompt.
    func result(in context: RequestContext, outlet: any Outlet) async throws -> [UInt8] {
        let prompt = context.contents.prompts.prompts[position]
        let call = PromptCall(
            arguments: arguments, principal: context.principal, client: context.client,
            input: context.input(retry, over: outlet))
        let messages = try await prompt.render(call)
        return context.result { result in
            result.member("description", prompt.description)
            result.key("messages")
            result.array { list in
                for message in messages {
                    list.object {
                        $0.member("role", message.role.rawValue)
                        $0.key("content")
                        message.content.write(to: &$0, revision: context.client.revision)
                    }
                }
            }
        }
    }

    private static func values(in view: JSONView?, for prompt: Prompt) throws(ProtocolError) -> [String: String] {
        var values: [String: String] = [:]
        if let view, !view.isNull {
            guard view.kind == .object else { throw ProtocolError(.invalidParams, "\"arguments\" must be an object.") }
            for (name, value) in view.members where !value.isNull {
                guard prompt.arguments.contains(where: { $0.name == name }) else {
                    throw ProtocolError(.invalidParams, unknown(name, prompt))
                }
                guard let text = value.string else {
                    throw ProtocolError(.invalidParams, "The argument \(name.debugDescription) must be a string.")
                }
                values[name] = text
            }
        }
        let missing = prompt.arguments.filter { $0.isRequired && values[$0.name] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "\"\($0.name)\" (\($0.description))" }.joined(separator: " and ")
            throw ProtocolError(.invalidParams, "The prompt \(prompt.name.debugDescription) needs \(names).")
        }
        return values
    }

    /// A name that is passed over in silence would be an argument misspelt and never used.
    static func unknown(_ argument: String, _ prompt: Prompt) -> String {
        let known = prompt.arguments.map(\.name).joined(separator: ", ")
        return
            "The prompt \(prompt.name.debugDescription) has no argument \(argument.debugDescription); it takes \(known.isEmpty ? "none" : known)."
    }
}
