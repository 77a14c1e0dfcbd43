extension Domain {
    /// Containers in which agents work, and templates of them.
    public static let agentEnvironments = Domain(
        "agent-environments", title: "Agent environments",
        instructions: """
            Containers at OpenAI in which agents work. Make one for several sessions, put files into it, \
            or keep its settings as a template that sessions name by environment_template_id.
            """,
        [
            .init(
                "agent-environment-create", .post, "/agents/environments", "Make an environment for agents.",
                .creates,
                [
                    Field(
                        "environment", "What it is made of.",
                        .object(
                            [
                                .string("type", "Always openai_hosted.", .required, oneOf: ["openai_hosted"]),
                                .string("environment_template_id", "Template to make it from."),
                            ] + Field.hostedEnvironment()), .required),
                    Field(
                        "vault_ids", "Vaults whose credentials it may use.", .array(.text, Bounds(nil, 10)), .nullable),
                    .string("Idempotency-Key", "Key under which a repeated call counts once.", [.header, .unlisted]),
                ], billable: true, beta: .agentsBeta),
            .init(
                "agent-environment-get", .get, "/agents/environments/{environment_id}", "Show an environment.", .reads,
                [.environment], beta: .agentsBeta),
            .init(
                "agent-environment-list", .get, "/agents/environments", "List environments.", .reads,
                Field.agentPage + [
                    .string(
                        "type", "Kind of environment.", .unlisted, oneOf: ["openai_hosted"], default: "openai_hosted")
                ], beta: .agentsBeta),
            .init(
                "agent-environment-file-create", .post, "/agents/environments/{environment_id}/files",
                "Put a file into an environment.", .creates,
                [
                    .environment,
                    .string("type", "Uploaded before, or given in data.", .required, oneOf: ["file_id", "inline"]),
                    .string("path", "Where to put it.", .required),
                    .string("file_id", "Id of the uploaded file, for file_id."),
                    .string("data", "Content as base64, for inline."),
                ], beta: .agentsBeta),
            .init(
                "agent-environment-file-list", .get, "/agents/environments/{environment_id}/files",
                "List files of an environment.", .reads,
                [
                    .environment,
                    .string("path", "Folder to list.", .nullable),
                    .string("page", "Token of the next page, from the answer before."),
                    .integer("limit", "Items on a page.", .nullable, within: 1...100),
                    .order(default: "desc"),
                ], beta: .agentsBeta),
            .init(
                "agent-environment-template-create", .post, "/agents/environments/templates",
                "Keep the settings of an environment as a template.", .creates,
                [.string("name", "Its name.", .nullable)] + Field.hostedEnvironment(default: []), beta: .agentsBeta),
            .init(
                "agent-environment-template-get", .get, "/agents/environments/templates/{environment_template_id}",
                "Show a template.", .reads, [.template], beta: .agentsBeta),
            .init(
                "agent-environment-template-modify", .post,
                "/agents/environments/templates/{environment_template_id}",
                "Change a template; what is left out stays.", .updates,
                [.template, .string("name", "Its name.", .nullable)] + Field.hostedEnvironment(), beta: .agentsBeta),
            .init(
                "agent-environment-template-list", .get, "/agents/environments/templates", "List templates.", .reads,
                Field.agentPage, beta: .agentsBeta),
            .init(
                "agent-environment-template-delete", .delete,
                "/agents/environments/templates/{environment_template_id}", "Delete a template.", .deletes,
                [.template], beta: .agentsBeta),
        ])
}

extension Field {
    fileprivate static let environment = Field.string("environment_id", "Id of the environment.", .required)
    fileprivate static let template = Field.string("environment_template_id", "Id of the template.", .required)
}
