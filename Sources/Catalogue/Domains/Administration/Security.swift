extension Domain {
    /// Keys, certificates and records of the organisation.
    public static let administrationSecurity = Domain(
        "administration-security", title: "Administration of security",
        instructions: """
            Admin keys, audit logs, data retention, client certificates, external keys and storage of an \
            organization; needs an admin key. A new key is shown only in the answer that creates it. \
            A certificate counts once it is activated for the organization or a project. \
            Tokens in place of API keys are on administration-workload-identity.
            """,
        joining: [
            .adminKeys, .auditLogs, .dataRetention, .certificates, .externalKeys, .externalStorage,
        ])
}

extension [Endpoint] {
    /// Keys for the administration itself.
    static let adminKeys: [Endpoint] = [
        .init(
            "admin-key-list", .get, "/organization/admin_api_keys",
            "List the organization's admin keys, without their secrets.", .reads,
            [
                .string("after", "Id of the last item of the page before.", .nullable), .order(default: "asc"), .limit,
            ], key: .admin, aliases: ["admin-api-key-list"]),
        .init(
            "admin-key-create", .post, "/organization/admin_api_keys", "Create an admin key, which is shown only now.",
            .creates,
            [
                .string("name", "Name of the key.", .required),
                .integer(
                    "expires_in_seconds", "Seconds until it expires; never if left out.", within: 1...31_536_000),
            ], key: .admin, aliases: ["admin-api-key-create"]),
        .init(
            "admin-key-get", .get, "/organization/admin_api_keys/{key_id}", "Show one admin key, without its secret.",
            .reads, [.id("key_id", of: "admin key")], key: .admin, aliases: ["admin-api-key-get"]),
        .init(
            "admin-key-delete", .delete, "/organization/admin_api_keys/{key_id}",
            "Delete an admin key, so that it stops working.", .deletes, [.id("key_id", of: "admin key")], key: .admin,
            aliases: ["admin-api-key-delete"]),
    ]

    /// How long OpenAI keeps what is sent.
    static let dataRetention: [Endpoint] = [
        .init(
            "organization-data-retention-get", .get, "/organization/data_retention",
            "Show how OpenAI keeps the organization's data.", .reads, key: .admin),
        .init(
            "organization-data-retention-modify", .post, "/organization/data_retention",
            "Choose how OpenAI keeps the organization's data.", .updates,
            [.string("retention_type", "How data is kept.", .required, oneOf: retentionTypes)], key: .admin),
        .init(
            "project-data-retention-get", .get, "/organization/projects/{project_id}/data_retention",
            "Show how OpenAI keeps a project's data.", .reads, [.projectID], key: .admin),
        .init(
            "project-data-retention-modify", .post, "/organization/projects/{project_id}/data_retention",
            "Choose how OpenAI keeps a project's data.", .updates,
            [
                .projectID,
                .string(
                    "retention_type", "How data is kept.", .required,
                    oneOf: ["organization_default", "none"] + retentionTypes),
            ], key: .admin),
    ]

    private static let retentionTypes = [
        "zero_data_retention", "modified_abuse_monitoring", "enhanced_zero_data_retention",
        "enhanced_modified_abuse_monitoring",
    ]
}
