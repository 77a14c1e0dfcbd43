import JSON

extension Client {
    /// All prompts, page by page.
    public func listPrompts() async throws -> [JSONView] { try await list("prompts/list", "prompts") }

    /// Fills in a prompt and returns the result with its `messages`.
    public func getPrompt(_ name: String, arguments: [String: String] = [:]) async throws -> JSONView {
        try await request("prompts/get", name: name) { params in
            params.member("name", name)
            params.member("arguments", Self.object(arguments))
        }.root
    }

    /// Asks for values of an argument of a prompt or a variable of a resource template.
    ///
    /// - Parameter context: values of other arguments; sent where the revision has them.
    public func complete(
        _ reference: CompletionReference, argument: String, typed: String, context: [String: String] = [:]
    ) async throws -> Completion {
        let hasContext = !context.isEmpty && (revision?.hasCompletionContext ?? false)
        let result = try await request("completion/complete") { params in
            switch reference {
            case .prompt(let name): params.member("ref", ["type": "ref/prompt", "name": .string(name)])
            case .resource(let uri): params.member("ref", ["type": "ref/resource", "uri": .string(uri)])
            }
            params.member("argument", ["name": .string(argument), "value": .string(typed)])
            if hasContext { params.member("context", ["arguments": Self.object(context)]) }
        }.root
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
