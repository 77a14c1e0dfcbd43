extension [Endpoint] {
    /// Who did what, and when.
    static let auditLogs: [Endpoint] = [
        .init(
            "audit-log-list", .get, "/organization/audit_logs",
            "List who changed what in the organization, and when; also logins.", .reads,
            [
                .object(
                    "effective_at", "Only events in this time, in Unix seconds.",
                    [
                        .integer("gt", "After."),
                        .integer("gte", "At or after."),
                        .integer("lt", "Before."),
                        .integer("lte", "At or before."),
                    ]),
                .array("project_ids", "Only events of these projects.", of: .text),
                // Open, although the API knows no others: as an enum the hundred and fifty names would cost a model
                // 1,200 tokens, and new ones come with each release.
                .array(
                    "event_types", "Only these, such as project.created, api_key.deleted or login.failed.",
                    of: .string(values: .auditEvents + .tenantAuditEvents, open: true)),
                .array("actor_ids", "Only events by these users, service accounts or API keys.", of: .text),
                .array("actor_emails", "Only events by users with these addresses.", of: .text),
                .array("resource_ids", "Only events on these things, such as a project.", of: .text),
                .boolean(
                    "tenant_only", "True for events of the tenant, which are not listed otherwise.", default: false),
                .limit, .after, .before,
            ], key: .admin)
    ]
}
