extension [Endpoint] {
    /// What a project may use, and how much of it in a minute.
    static let projectPermissions: [Endpoint] = [
        .init(
            "project-rate-limit-list", .get, "/organization/projects/{project_id}/rate_limits",
            "List a project's rate limits for each model.", .reads,
            [.projectID, .integer("limit", "Items on a page.", default: 100), .after, .before], key: .admin),
        .init(
            "project-rate-limit-modify", .post, "/organization/projects/{project_id}/rate_limits/{rate_limit_id}",
            "Change a project's rate limits for one model.", .updates,
            [
                .projectID,
                .id("rate_limit_id", of: "limit, from project-rate-limit-list"),
                .integer("max_requests_per_1_minute", "Requests in a minute."),
                .integer("max_tokens_per_1_minute", "Tokens in a minute."),
                .integer("max_images_per_1_minute", "Images in a minute."),
                .integer("max_audio_megabytes_per_1_minute", "Megabytes of audio in a minute."),
                .integer("max_requests_per_1_day", "Requests in a day."),
                .integer("batch_1_day_max_input_tokens", "Input tokens of batches in a day."),
            ], key: .admin),
        .init(
            "project-model-permissions-get", .get, "/organization/projects/{project_id}/model_permissions",
            "Show which models a project may use.", .reads, [.projectID], key: .admin),
        .init(
            "project-model-permissions-modify", .post, "/organization/projects/{project_id}/model_permissions",
            "Allow a project only some models, or forbid some.", .updates,
            [
                .projectID,
                .string(
                    "mode", "Whether only the models listed are allowed, or all others.", .required,
                    oneOf: ["allow_list", "deny_list"]),
                .array("model_ids", "The models.", .required, of: .text),
            ], key: .admin),
        .init(
            "project-model-permissions-delete", .delete, "/organization/projects/{project_id}/model_permissions",
            "Delete a project's list of allowed or forbidden models.", .deletes, [.projectID], key: .admin),
        .init(
            "project-hosted-tool-permissions-get", .get,
            "/organization/projects/{project_id}/hosted_tool_permissions",
            "Show which tools run by OpenAI a project may use.", .reads, [.projectID], key: .admin),
        .init(
            "project-hosted-tool-permissions-modify", .post,
            "/organization/projects/{project_id}/hosted_tool_permissions",
            "Allow or forbid a project tools run by OpenAI, such as web search.", .updates,
            [
                .projectID,
                .hostedTool("file_search", "File search."),
                .hostedTool("web_search", "Web search."),
                .hostedTool("image_generation", "Image generation."),
                .hostedTool("mcp", "MCP servers."),
                .hostedTool("code_interpreter", "Code interpreter."),
            ], key: .admin),
        .init(
            "project-service-tier-settings-get", .get, "/organization/projects/{project_id}/service_tier_settings",
            "Show a project's service tiers.", .reads, [.projectID], key: .admin),
        .init(
            "project-service-tier-settings-modify", .post,
            "/organization/projects/{project_id}/service_tier_settings",
            "Choose a project's default and allowed service tiers.", .updates,
            [
                .projectID,
                .string("default", "Tier of calls that name none.", oneOf: ["standard", "fast", "scale"]),
                .union(
                    "enabled_tiers", "Tiers that calls may name.",
                    [.oneOf("all"), .array(.oneOf("flex", "fast", "ultrafast"))]),
            ], key: .admin),
    ]
}

extension Field {
    fileprivate static func hostedTool(_ name: String, _ summary: String) -> Field {
        .object(name, summary, .nullable, [.boolean("enabled", "Whether it is allowed.", .required)])
    }
}
