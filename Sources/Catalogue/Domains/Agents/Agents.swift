extension Domain {
    /// Agents that OpenAI runs, and their sessions.
    public static let agents = Domain(
        "agents", title: "Agents",
        instructions: """
            Agents that OpenAI runs. Describe one with agent-create, start it with agent-session-create, \
            talk to it with agent-session-event-create, and read its turns, items and artifacts. \
            A session works on its own between your calls.
            """,
        agentEndpoints + sessionEndpoints + sessionContentEndpoints)

    private static let agentEndpoints: [Endpoint] = [
        .init(
            "agent-create", .post, "/agents", "Describe an agent once, to start sessions of it later.", .creates,
            [
                .string("model", "Id of the model; the server has a default.", [.required, .filled]),
                .string("name", "Its name.", .nullable),
                .agentInstructions,
                Field("tools", "Tools it may use.", .array(.agentTool), .nullable, default: []),
            ]
                + Field.agentSettings(
                    tier: .serviceTier(
                        ["auto", "default", "flex", "priority", "fast", "ultrafast"], default: "auto"), inFull: true)
                + [.metadata([.nullable, .unlisted])], beta: .agentsBeta),
        .init(
            "agent-get", .get, "/agents/{agent_id}", "Show an agent.", .reads, [.agent], beta: .agentsBeta),
        .init(
            "agent-modify", .post, "/agents/{agent_id}", "Change an agent; what is left out stays.", .updates,
            [
                .agent, .string("model", "Id of the model."), .string("name", "Its name.", .nullable),
                .agentInstructions, .agentTools(like: "agent-create"),
            ] + Field.agentSettings() + [.metadata([.nullable, .unlisted])], beta: .agentsBeta),
        .init("agent-list", .get, "/agents", "List agents.", .reads, Field.agentPageNewestFirst, beta: .agentsBeta),
        .init("agent-delete", .delete, "/agents/{agent_id}", "Delete an agent.", .deletes, [.agent], beta: .agentsBeta),
    ]
}

extension Field {
    fileprivate static let agent = Field.string("agent_id", "Id of the agent.", .required)
}
