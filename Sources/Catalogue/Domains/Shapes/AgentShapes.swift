// What an agent is made of, and what is said to one. Sessions and automations take the same members.

extension String {
    /// Header value under which the agents area is open.
    static let agentsBeta = "agents=v1"
}

extension Field {
    /// Page of a list of the agents area.
    static let agentPage: [Field] = [
        .after, agentPageSize, .order(default: "desc"),
    ]

    /// Page of a list that is read newest first anyway.
    static let agentPageNewestFirst: [Field] = [
        .after, agentPageSize,
        .string("order", "Oldest or newest first.", .unlisted, oneOf: ["asc", "desc"], default: "desc"),
    ]

    private static let agentPageSize = Field.integer("limit", "Items on a page.", within: 1...100, default: 20)

    /// How an agent thinks, answers and works; all but model, instructions and tools. A model is shown all of it
    /// where agents are made.
    static func agentSettings(tier: Field = agentTier, inFull isFull: Bool = false) -> [Field] {
        let rare: Traits = isFull ? .nullable : [.nullable, .unlisted]
        return [
            Field("reasoning", "How the agent thinks.", .agentReasoning, rare),
            Field("text", "Form and length of its answers.", .agentText, rare),
            .object(
                "multi_agent", "Lets it start subagents.", rare,
                [
                    .boolean("enabled", "Whether it may.", .required),
                    .integer("max_concurrent_subagents", "How many at once."),
                ]),
            .object(
                "compaction", "How a full context is shortened.", [.nullable, .unlisted],
                [.boolean("async", "Whether work goes on meanwhile.", .nullable)]),
            .object(
                "experimental", "Settings that may go away.", .unlisted,
                [.boolean("time_awareness", "Whether it knows the time.")]),
            tier,
        ]
    }

    /// Tools in a call whose schema has no room for their members.
    static func agentTools(like tool: String) -> Field {
        .array("tools", "Tools, as for \(tool).", .nullable, of: .map(.json))
    }

    static let agentTier = Field.serviceTier(["auto", "default", "flex", "priority", "fast", "ultrafast"])

    static let agentInstructions = Field.string("instructions", "What the agent is to do and how.", .nullable)

    /// Vaults whose credentials an agent may use.
    static let vaultIDs = Field.array("vault_ids", "Vaults whose credentials it may use.", .nullable, of: .text)
}

extension Shape {
    /// Settings of an agent that is not stored but described in the call.
    static func inlineAgent(tools: Field, inFull isFull: Bool = false) -> Shape {
        .object(
            [
                .string("model", "Id of the model."),
                .agentInstructions, tools,
            ] + Field.agentSettings(inFull: isFull))
    }

    static let agentReasoning = Shape.object([
        .string(
            "effort", "How hard it thinks.", .nullable,
            oneOf: ["none", "minimal", "low", "medium", "high", "xhigh", "max"]),
        .string(
            "summary", "Summary of the thinking.", [.nullable, .unlisted], oneOf: ["concise", "detailed", "auto"]),
    ])

    static let agentText = Shape.object([
        .object(
            "format", "Form of the answer.", .nullable,
            [
                .string("type", "Kind of answer.", .required, oneOf: ["text", "json_schema"]),
                .map("schema", "The JSON schema, if type is json_schema.", of: .json),
            ]),
        .string("verbosity", "How long answers are.", .nullable, oneOf: ["low", "medium", "high"]),
    ])

    /// A tool of an agent: the members of all kinds in one object.
    static let agentTool = Shape.object([
        .string(
            "type", "Kind of tool.", .required,
            oneOf: [
                "function", "web_search", "mcp", "computer_use", "automations", "tool_search",
                "programmatic_tool_calling",
            ]),
        .string("name", "Name of a function."),
        .string("description", "What the function does."),
        .map("parameters", "JSON schema of its arguments.", of: .json),
        .boolean("async", "Whether the agent goes on while the function runs.", .unlisted),
        .boolean("defer_loading", "Found by tool_search only.", .unlisted),
        .string("server_label", "Name of an MCP server."),
        Field("transport", "How the MCP server is reached.", .agentTransport),
        .array("allowed_tools", "MCP tools that may be called.", [.nullable, .unlisted], of: .text),
        .string("credential_id", "Credential of a vault for the MCP server.", .nullable),
        .string(
            "connection_origin", "Who connects to the MCP server.", [.nullable, .unlisted],
            oneOf: ["service", "environment"]),
        .map("request_metadata", "Sent with each MCP request.", [.nullable, .unlisted], of: .json),
        .boolean("required", "Whether a session fails without the MCP server.", .unlisted),
        .string("mode", "Freshness of web_search.", .nullable, oneOf: ["disabled", "cached", "live"]),
        .array("allowed_domains", "Domains for web_search.", .nullable, of: .text),
        .string(
            "context_size", "How much web_search reads.", [.nullable, .unlisted], oneOf: ["low", "medium", "high"]),
        .object("location", "Where the user is, for web_search.", [.nullable, .unlisted], place),
        .boolean("include_screenshots", "Whether computer_use keeps screenshots.", .unlisted),
        .boolean("enabled", "Switches programmatic_tool_calling.", .unlisted),
    ])

    private static let agentTransport = Shape.object([
        .string("type", "Kind of transport.", .required, oneOf: ["http", "stdio"]),
        .string("server_url", "Address, for http."),
        .map("headers", "Headers, for http.", [.nullable, .unlisted], of: .text),
        .string("command", "Program, for stdio."),
        .array("args", "Its arguments.", .nullable, of: .text),
        .string("cwd", "Its working directory."),
        .array("env_vars", "Variables it gets from the environment.", [.nullable, .unlisted], of: .text),
    ])

    /// One message of a user to an agent.
    static let agentMessage = Shape.object([
        .string("role", "Always user.", .required, oneOf: ["user"]),
        .array("content", "Text and images.", .required, of: .agentPart),
        .string("type", "Always message.", .unlisted, oneOf: ["message"]),
    ])

    static let agentPart = Shape.object([
        .string("type", "Kind of part.", .required, oneOf: ["input_text", "input_image"]),
        .string("text", "Text."),
        .string("image_url", "Web address or data URI."),
    ])
}
