extension Domain {
    /// What a session leaves behind: turns, items, subagents, artifacts and traces.
    static let sessionContentEndpoints: [Endpoint] = [
        .init(
            "agent-session-item-list", .get, "/agents/sessions/{session_id}/items",
            "List messages, calls and results of a session.", .reads, [.agentSession] + Field.agentPage,
            beta: .agentsBeta),
        .init(
            "agent-session-turn-list", .get, "/agents/sessions/{session_id}/turns", "List the turns of a session.",
            .reads, [.agentSession] + Field.agentPageNewestFirst, beta: .agentsBeta),
        .init(
            "agent-session-turn-get", .get, "/agents/sessions/{session_id}/turns/{turn_id}", "Show one turn.", .reads,
            [.agentSession, .turn], beta: .agentsBeta),
        .init(
            "agent-session-turn-item-list", .get, "/agents/sessions/{session_id}/turns/{turn_id}/items",
            "List the items of one turn.", .reads, [.agentSession, .turn] + Field.agentPage, beta: .agentsBeta),
        .init(
            "agent-session-subagent-list", .get, "/agents/sessions/{session_id}/subagents",
            "List the subagents that a session started.", .reads, [.agentSession] + Field.agentPageNewestFirst,
            beta: .agentsBeta),
        .init(
            "agent-session-subagent-get", .get, "/agents/sessions/{session_id}/subagents/{subagent_id}",
            "Show one subagent.", .reads, [.agentSession, .subagent], beta: .agentsBeta),
        .init(
            "agent-session-subagent-item-list", .get, "/agents/sessions/{session_id}/subagents/{subagent_id}/items",
            "List the items of one subagent.", .reads, [.agentSession, .subagent] + Field.agentPage,
            beta: .agentsBeta),
        .init(
            "agent-session-subagent-turn-list", .get, "/agents/sessions/{session_id}/subagents/{subagent_id}/turns",
            "List the turns of one subagent.", .reads, [.agentSession, .subagent] + Field.agentPageNewestFirst,
            beta: .agentsBeta),
        .init(
            "agent-session-subagent-turn-get", .get,
            "/agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}", "Show one turn of a subagent.",
            .reads, [.agentSession, .subagent, .turn], beta: .agentsBeta),
        .init(
            "agent-session-subagent-turn-item-list", .get,
            "/agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}/items",
            "List the items of one turn of a subagent.", .reads,
            [.agentSession, .subagent, .turn] + Field.agentPage, beta: .agentsBeta),
        .init(
            "agent-session-artifact-list", .get, "/agents/sessions/{session_id}/artifacts",
            "List the files that a session made.", .reads,
            [.agentSession, .string("environment_id", "Only those of this environment.", .nullable)]
                + Field.agentPageNewestFirst, beta: .agentsBeta),
        .init(
            "agent-session-artifact-get", .get, "/agents/sessions/{session_id}/artifacts/{artifact_id}",
            "Show name and size of an artifact.", .reads, [.agentSession, .artifact], beta: .agentsBeta),
        .init(
            "agent-session-artifact-content", .get, "/agents/sessions/{session_id}/artifacts/{artifact_id}/content",
            "Download an artifact.", .reads, as: .saveFile, [.agentSession, .artifact], beta: .agentsBeta),
        .init(
            "agent-session-artifact-delete", .delete, "/agents/sessions/{session_id}/artifacts/{artifact_id}",
            "Delete an artifact.", .deletes, [.agentSession, .artifact], beta: .agentsBeta),
        .init(
            "agent-session-trace-list", .get, "/agents/sessions/{session_id}/traces",
            "List the OpenTelemetry traces of a session.", .reads, [.agentSession] + Field.agentPageNewestFirst,
            beta: .agentsBeta),
    ]
}

extension Field {
    fileprivate static let turn = Field.string("turn_id", "Id of the turn.", .required)
    fileprivate static let subagent = Field.string("subagent_id", "Id of the subagent.", .required)
    fileprivate static let artifact = Field.string("artifact_id", "Id of the artifact.", .required)
}
