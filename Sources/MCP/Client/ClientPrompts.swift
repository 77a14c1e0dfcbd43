import JSON

extension Client {
    /// All prompts, page by page.
    public func listPrompts() async throws -> [JSONView] { try await list("prompts/list", "prompts") }

    /// Fills in a prompt and returns the result with its `messages`.
    public func getPrompt(_ name: String, arguments: [String: String] = [:]) async throws -> JSONView {
        try await settle(
            RequestDraft(
                "prompts/get", name: name,
                [.init("name", .string(name)), .init("arguments", Self.object(arguments))])
        ).root
    }

    /// Asks for values of an argument of a prompt or a variable of a resource template.
    ///
    /// - Parameter context: values of other arguments; sent where the revision has them.
    public func complete(
        _ reference: CompletionReference, argument: String, typed: String, context: [String: String] = [:]
    ) async throws -> Completion {
        var draft = RequestDraft("completion/complete")
        switch reference {
        case .prompt(let name): draft.params = [.init("ref", ["type": "ref/prompt", "name": .string(name)])]
        case .resource(let uri): draft.params = [.init("ref", ["type": "ref/resource", "uri": .string(uri)])]
        }
        draft.params.append(.init("argument", ["name": .string(argument), "value": .string(typed)]))
        if !context.isEmpty, revision?.hasCompletionContext ?? false {
            draft.params.append(.init("context", ["arguments": Self.object(context)]))
        }
        let result = try await request(draft).root
        guard let completion = result["completion"], let values = completion["values"] else {
            throw ClientFailure.unexpected("a completion without values")
        }
        return Completion(
            values.elements.compactMap(\.string), total: completion["total"]?.int,
            hasMore: completion["hasMore"]?.bool ?? false)
    }

    /// In the order of the keys, so that equal calls are equal bytes.
    private static func object(_ values: [String: String]) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }
}
