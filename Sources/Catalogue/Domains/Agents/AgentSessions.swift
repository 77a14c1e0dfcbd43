extension Domain {
    /// Sessions: an agent at work.
    static let sessionEndpoints: [Endpoint] = [
        .init(
            "agent-session-create", .post, "/agents/sessions", "Start an agent on a task.", .creates, as: .events,
            [
                .string("agent_id", "Agent to start; else describe one in agent."),
                Field(
                    "agent", "Agent for this session, or what differs from agent_id.",
                    .inlineAgent(tools: .agentTools(like: "agent-create"))),
                .union(
                    "input", "The task as text, or messages as for agent-session-event-create.", .nullable,
                    [.text, .array(.map(.json))]),
                Field(
                    "environment", "Where it works; its contents as for agent-environment-create.", .sessionEnvironment,
                    .required),
                .vaultIDs,
                .metadata(.nullable),
                .review, .spendControl, .agentPromptCache,
                .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted]),
                .object(
                    "stream_options", "Settings of the stream.", .unlisted,
                    [.boolean("include_obfuscation", "Pad events to equal length.")]),
            ], billable: true, beta: .agentsBeta),
        .init(
            "agent-session-get", .get, "/agents/sessions/{session_id}", "Show a session and how far it is.", .reads,
            [.agentSession], beta: .agentsBeta),
        .init(
            "agent-session-modify", .post, "/agents/sessions/{session_id}",
            "Change a session's model, tools, limits or metadata.", .updates,
            [
                .agentSession,
                .object(
                    "agent", "What changes in its agent.",
                    [
                        .string("model", "Id of the model."),
                        .object(
                            "reasoning", "How it thinks.",
                            [
                                .string(
                                    "effort", "How hard it thinks.", .nullable,
                                    oneOf: ["none", "minimal", "low", "medium", "high", "xhigh", "max"])
                            ]),
                        .agentTools(like: "agent-create"), .agentTier,
                    ]),
                .metadata(.nullable),
                .review, .spendControl, .agentPromptCache,
            ], beta: .agentsBeta),
        .init(
            "agent-session-list", .get, "/agents/sessions", "List sessions.", .reads,
            [
                .string("agent_id", "Only sessions of this agent."),
                .map("metadata", "Only sessions with these pairs.", .unlisted, of: .text),
            ] + Field.agentPageNewestFirst, beta: .agentsBeta),
        .init(
            "agent-session-delete", .delete, "/agents/sessions/{session_id}", "Delete a session.", .deletes,
            [.agentSession], beta: .agentsBeta),
        .init(
            "agent-session-event-create", .post, "/agents/sessions/{session_id}/events",
            "Send a session messages, tool results or approvals, or cancel its turn.", .creates,
            [
                .agentSession, .array("events", "What to send.", .required, of: .sessionEvent),
                .string("Idempotency-Key", "Key under which a repeated call counts once.", [.header, .unlisted]),
            ], billable: true, beta: .agentsBeta),
        .init(
            "agent-session-event-stream", .get, "/agents/sessions/{session_id}/events",
            "Follow what happens in a session from now on.", .reads, as: .events,
            [
                .agentSession,
                .boolean("include_obfuscation", "Pad events to equal length.", .unlisted, default: true),
            ], beta: .agentsBeta),
    ]
}

extension Field {
    /// Id of a session of an agent.
    static let agentSession = Field.string("session_id", "Id of the session.", .required)

    fileprivate static let review = Field.string(
        "review", "Whether risky actions are reviewed.", .unlisted, oneOf: ["none", "auto_review"])

    fileprivate static let spendControl = Field.object(
        "spend_control", "Bounds what the session may cost.", .nullable,
        [.integer("limit", "The most to spend.", [.required, .nullable])])

    fileprivate static let agentPromptCache = Field.object(
        "prompt_cache_options", "Settings of the prompt cache.", [.nullable, .unlisted],
        [.string("ttl", "How long it is kept.", oneOf: ["30m", "12h"])])
}

extension Shape {
    /// One thing that is said to a session: the members of all kinds in one object.
    fileprivate static let sessionEvent = Shape.object([
        .string(
            "type", "Kind of event.", .required,
            oneOf: [
                "agent.session.input.message", "agent.session.input.tool_result", "agent.session.input.cancel",
                "agent.session.input.mcp_approval_request_result",
                "agent.session.input.computer_use_approval_request_result",
            ]),
        .array("input", "Messages, for message.", of: .agentMessage),
        .string("call_id", "Call that is answered, for tool_result."),
        .string("turn_id", "Turn of the call, for tool_result."),
        .boolean("success", "Whether the tool succeeded."),
        .union("output", "What the tool returned.", .nullable, [.text, .array(.map(.json))]),
        .string("error", "Why the tool failed.", .nullable),
        .string("request_id", "Approval request that is answered."),
        .object(
            "response", "Answer to the approval request.",
            [
                .string(
                    "type", "Kind of request.", .required,
                    oneOf: ["mcp_tool_call", "browser_authentication", "browser_origin_access"]),
                .string("decision", "For calls and origins.", oneOf: ["approve", "deny", "cancel"]),
                .string("action", "For browser_authentication.", .unlisted, oneOf: ["submit", "cancel"]),
                .array(
                    "fields", "Values to fill in.", .unlisted,
                    of: .object([
                        .string("field_id", "Id of the field.", .required), .string("value", "Its value.", .required),
                    ])),
                .string("selected_option", "Option that was chosen.", [.nullable, .unlisted]),
            ]),
    ])
}
