extension Domain {
    /// Who works in a project, and in which role.
    public static let administrationProjectMembers = Domain(
        "administration-project-members", title: "Administration of project members",
        instructions: """
            Users and groups of a project, its roles, and who has them; needs an admin key. \
            Users and groups belong to the organization first: list them with organization-user-list and \
            organization-group-list of the server administration.
            """,
        joining: [.projectMembers, .projectRoles, .projectRoleAssignments])
}

extension [Endpoint] {
    /// Users and groups that work in a project.
    static let projectMembers: [Endpoint] = [
        .init(
            "project-user-list", .get, "/organization/projects/{project_id}/users", "List the users of a project.",
            .reads, [.projectID, .limit, .after], key: .admin),
        .init(
            "project-user-add", .post, "/organization/projects/{project_id}/users",
            "Add a user of the organization to a project, by id or by e-mail address.", .creates,
            [
                .projectID,
                .string("user_id", "Id of the user.", .nullable),
                .string("email", "Address of the user instead.", .nullable),
                .string("role", "Either owner or member.", .required),
            ], key: .admin, aliases: ["project-user-create"]),
        .init(
            "project-user-get", .get, "/organization/projects/{project_id}/users/{user_id}",
            "Show one user of a project.", .reads, [.projectID, .userID], key: .admin),
        .init(
            "project-user-modify", .post, "/organization/projects/{project_id}/users/{user_id}",
            "Change a user's role in a project.", .updates,
            [.projectID, .userID, .string("role", "Either owner or member.", .nullable)], key: .admin),
        .init(
            "project-user-remove", .delete, "/organization/projects/{project_id}/users/{user_id}",
            "Remove a user from a project.", .deletes, [.projectID, .userID], key: .admin,
            aliases: ["project-user-delete"]),
        .init(
            "project-group-list", .get, "/organization/projects/{project_id}/groups",
            "List the groups that can use a project.", .reads,
            [.projectID, .limit(upTo: 100, default: 20), .cursor, .order(default: "asc")], key: .admin),
        .init(
            "project-group-add", .post, "/organization/projects/{project_id}/groups",
            "Let a group of the organization use a project.", .creates,
            [.projectID, .groupID, .string("role", "Id of the project's role that the group gets.", .required)],
            key: .admin, aliases: ["project-group-create"]),
        .init(
            "project-group-get", .get, "/organization/projects/{project_id}/groups/{group_id}",
            "Show one group of a project.", .reads,
            [
                .projectID, .groupID,
                .string("group_type", "Kind of group.", oneOf: ["group", "tenant_group"], default: "group"),
            ], key: .admin),
        .init(
            "project-group-remove", .delete, "/organization/projects/{project_id}/groups/{group_id}",
            "Take a project from a group.", .deletes, [.projectID, .groupID], key: .admin,
            aliases: ["project-group-delete"]),
    ]
}
