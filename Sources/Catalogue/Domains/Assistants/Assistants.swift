import JSON

extension Domain {
    /// Assistants, threads, messages and runs.
    public static let assistants = Domain(
        "assistants", title: "Assistants",
        instructions: """
            Assistants that work on threads of messages: create an assistant and a thread, add messages, start a run, \
            then read its status until it has ended. OpenAI shut this API down on 2026-08-26; \
            use responses and conversations there, and this only with a provider that has it.
            """,
        assistantEndpoints + threadEndpoints + messageEndpoints + runEndpoints)

    private static let assistantEndpoints: [Endpoint] = [
        .assistants(
            "assistant-create", .post, "/assistants", "Create an assistant.", .creates,
            [.model("Id of the model; the server has a default.", [.required, .filled])] + assistantFields
                + [Field("tool_resources", "Files and stores for its tools.", .newToolResources, .nullable)],
            successor: "response-create"),
        .assistants(
            "assistant-list", .get, "/assistants", "List assistants.", .reads,
            [.limit, .order(default: "desc"), .after, .before, .filterName(), .filterMetadata],
            successor: "response-create"),
        .assistants(
            "assistant-get", .get, "/assistants/{assistant_id}", "Read an assistant.", .reads, [.assistant],
            successor: "response-create"),
        .assistants(
            "assistant-update", .post, "/assistants/{assistant_id}", "Change an assistant; the rest stays.", .updates,
            [.assistant, .model("Id of the model.")] + assistantFields
                + [Field("tool_resources", "Replaces the files and stores of its tools.", .toolResources, .nullable)],
            aliases: ["assistant-modify"], successor: "response-create"),
        .assistants(
            "assistant-delete", .delete, "/assistants/{assistant_id}", "Delete an assistant.", .deletes, [.assistant],
            successor: "response-create"),
    ]

    private static let assistantFields: [Field] = [
        .string("name", "Its name.", .nullable, length: 0...256),
        .string("instructions", "What it is to do and how.", .nullable, length: 0...256_000),
        Field("tools", "Tools that it may use.", .array(.assistantTool, Bounds(nil, 128)), default: []),
        .string("description", "What it is for.", [.nullable, .unlisted], length: 0...512),
        .metadata(.nullable),
        .effort, .temperature, .topP,
        Field("response_format", "Form of its answers.", .assistantFormat, [.nullable, .unlisted]),
    ]
}

extension Endpoint {
    /// An entry of the Assistants API: each call carries its header, and all ended on one day.
    static func assistants(
        _ name: String, _ method: Method, _ path: String, _ summary: String, _ effect: Effect,
        as treatment: Treatment = .forward, _ fields: [Field], billable: Bool = false, slow: Bool = false,
        aliases: [String] = [], successor: String
    ) -> Endpoint {
        Endpoint(
            name, method, path, summary, effect, as: treatment, fields, billable: billable, slow: slow,
            beta: "assistants=v2", aliases: aliases,
            lifecycle: .deprecated(shutdown: "2026-08-26", successor: successor))
    }
}

// What assistants and runs share; few calls need it.
extension Field {
    static let effort = Field.string(
        "reasoning_effort", "How hard a reasoning model thinks.", [.nullable, .unlisted],
        oneOf: ["none", "minimal", "low", "medium", "high", "xhigh", "max"], default: "medium")

    static let temperature = Field.number(
        "temperature", "Randomness; not for reasoning models.", [.nullable, .unlisted], within: 0...2, default: 1)

    static let topP = Field.number(
        "top_p", "Share of likely tokens to draw from; not for reasoning models.", [.nullable, .unlisted],
        within: 0...1, default: 1)

    fileprivate static let assistant = Field.string("assistant_id", "Id of the assistant.", .required)
}
