extension Domain {
    /// Projects of the organisation, their keys, and what they may use.
    public static let administrationProjects = Domain(
        "administration-projects", title: "Administration of projects",
        instructions: """
            Projects of an organization: API keys, service accounts, rate limits, permissions and tiers; \
            needs an admin key. Take ids from project-list. A project can be archived, not deleted. \
            Its users and roles are on administration-project-members, its spend limits on administration-spend, \
            its certificates and data retention on administration-security.
            """,
        joining: [.projects, .projectKeys, .projectServiceAccounts, .projectPermissions])
}

extension [Endpoint] {
    /// The projects themselves.
    static let projects: [Endpoint] = [
        .init(
            "project-list", .get, "/organization/projects", "List the projects of the organization.", .reads,
            [
                .limit, .after,
                .boolean("include_archived", "Whether archived ones are listed too.", default: false),
            ], key: .admin),
        .init(
            "project-create", .post, "/organization/projects",
            "Create a project, which can later be archived but not deleted.", .creates,
            [
                .string("name", "Name that people see, also in reports.", .required),
                .string(
                    "residency", "Where data is stored and processed, if the organization may choose.", .nullable,
                    oneOf: residencies),
                .externalKey,
                .geography,
            ], key: .admin),
        .init(
            "project-get", .get, "/organization/projects/{project_id}", "Show one project.", .reads, [.projectID],
            key: .admin),
        .init(
            "project-modify", .post, "/organization/projects/{project_id}",
            "Rename a project or change its external key.",
            .updates, [.projectID, .string("name", "New name.", .nullable), .externalKey, .geography], key: .admin),
        .init(
            "project-archive", .post, "/organization/projects/{project_id}/archive",
            "Archive a project for good, so that it can be neither used nor changed.", .stops, [.projectID],
            key: .admin),
    ]

    private static let residencies = [
        "GLOBAL", "US_STORAGE_PROCESSING", "EU_STORAGE_PROCESSING", "JP_STORAGE", "KR_STORAGE", "CA_STORAGE",
        "SG_STORAGE", "IN_STORAGE", "AU_STORAGE", "GB_STORAGE", "AE_STORAGE", "AE_STORAGE_PROCESSING",
        "JP_STORAGE_PROCESSING", "IN_STORAGE_PROCESSING", "AU_STORAGE_PROCESSING",
    ]
}

extension Field {
    fileprivate static let externalKey = Field.string(
        "external_key_id", "Id of the external key that encrypts its data.", .nullable)

    fileprivate static let geography = Field.string(
        "geography", "Older name of the residency.", [.nullable, .deprecated])
}
