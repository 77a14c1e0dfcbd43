extension Domain {
    /// Agents that start by themselves.
    public static let agentAutomations = Domain(
        "agent-automations", title: "Agent automations",
        instructions: """
            Start agents by the clock: once at a time, or again and again. \
            Each run is an invocation; agent-automation-invocation-create runs one now.
            """,
        [
            .init(
                "agent-automation-create", .post, "/agents/automations", "Start an agent by the clock.", .creates,
                [
                    .string("name", "Its name.", .required),
                    .string("type", "Again and again, or once.", .required, oneOf: ["periodic", "once"]),
                    Field(
                        "target", "What it starts.", .automationTarget(tools: .automationTools, inFull: true), .required
                    ),
                ] + schedule + [.map("metadata", "Pairs of text kept with it.", of: .text)], beta: .agentsBeta),
            .init(
                "agent-automation-get", .get, "/agents/automations/{automation_id}",
                "Show an automation and when it runs next.", .reads, [.automation], beta: .agentsBeta),
            .init(
                "agent-automation-modify", .post, "/agents/automations/{automation_id}",
                "Change when an automation runs or what it starts.", .updates,
                [
                    .automation, .string("name", "Its name."),
                    Field(
                        "target", "What it starts instead.",
                        .automationTarget(tools: .agentTools(like: "agent-automation-create"))),
                ] + schedule + [.map("metadata", "Pairs of text kept with it.", of: .text)], beta: .agentsBeta),
            .init(
                "agent-automation-list", .get, "/agents/automations", "List automations.", .reads,
                [.string("session_id", "Only those that go on with this session.")] + Field.agentPage,
                beta: .agentsBeta),
            .init(
                "agent-automation-delete", .delete, "/agents/automations/{automation_id}", "Delete an automation.",
                .deletes, [.automation], beta: .agentsBeta),
            .init(
                "agent-automation-pause", .post, "/agents/automations/{automation_id}/pause",
                "Stop an automation from running until it is resumed.", .updates, [.automation], beta: .agentsBeta),
            .init(
                "agent-automation-resume", .post, "/agents/automations/{automation_id}/resume",
                "Let a paused automation run again.", .updates, [.automation], beta: .agentsBeta),
            .init(
                "agent-automation-invocation-create", .post, "/agents/automations/{automation_id}/invocations",
                "Run an automation now.", .creates, [.automation], billable: true, beta: .agentsBeta),
            .init(
                "agent-automation-invocation-get", .get,
                "/agents/automations/{automation_id}/invocations/{invocation_id}",
                "Show one run of an automation.", .reads,
                [.automation, .string("invocation_id", "Id of the run.", .required)], beta: .agentsBeta),
            .init(
                "agent-automation-invocation-list", .get, "/agents/automations/{automation_id}/invocations",
                "List the runs of an automation.", .reads, [.automation] + Field.agentPage, beta: .agentsBeta),
        ])

    private static let schedule: [Field] = [
        .string("expression", "When to run, as a cron expression, for periodic."),
        .string("timezone", "IANA name of the time zone of expression."),
        .integer("run_at", "When to run in seconds since 1970, for once."),
    ]
}

extension Field {
    fileprivate static let automation = Field.string("automation_id", "Id of the automation.", .required)

    fileprivate static let automationTools = Field.array(
        "tools", "Tools it may use.", .nullable, of: .agentTool)
}

extension Shape {
    /// A session to start, or one to go on with: the members of both in one object.
    fileprivate static func automationTarget(tools: Field, inFull isFull: Bool = false) -> Shape {
        .object([
            .string(
                "type", "A session each time, or always the same.", .required,
                oneOf: ["new_session", "existing_session"]),
            .string("session_id", "Session to go on with, for existing_session."),
            .string("instructions", "What to tell it, for existing_session."),
            .string("agent_id", "Agent to start; else describe one in agent."),
            Field("agent", "Agent for these sessions.", .inlineAgent(tools: tools, inFull: isFull)),
            .array("input", "The task, for new_session.", of: .agentMessage),
            Field("environment", "Where it works; its contents as for agent-environment-create.", .sessionEnvironment),
            .vaultIDs,
            .metadata(.nullable),
        ])
    }
}
