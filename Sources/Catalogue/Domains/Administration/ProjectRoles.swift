extension [Endpoint] {
    /// Roles that a project defines.
    static let projectRoles: [Endpoint] = [
        .init(
            "project-role-list", .get, "/projects/{project_id}/roles", "List the roles of a project.", .reads,
            [.projectID, .limit(upTo: 1000, default: 1000), .cursor, .order(default: "asc")], key: .admin),
        .init(
            "project-role-create", .post, "/projects/{project_id}/roles", "Create a role of a project.", .creates,
            [.projectID] + Field.newRole, key: .admin),
        .init(
            "project-role-get", .get, "/projects/{project_id}/roles/{role_id}",
            "Show one role of a project and its permissions.", .reads, [.projectID, .roleID], key: .admin),
        .init(
            "project-role-modify", .post, "/projects/{project_id}/roles/{role_id}", "Change a role of a project.",
            .updates, [.projectID, .roleID] + Field.changedRole, key: .admin),
        .init(
            "project-role-delete", .delete, "/projects/{project_id}/roles/{role_id}", "Delete a role of a project.",
            .deletes, [.projectID, .roleID], key: .admin),
    ]

    /// Who has which role of a project.
    static let projectRoleAssignments: [Endpoint] = [
        .init(
            "project-user-role-list", .get, "/projects/{project_id}/users/{user_id}/roles",
            "List a user's roles in a project.", .reads,
            [.projectID, .userID, .limit(upTo: 1000), .cursor, .order()], key: .admin),
        .init(
            "project-user-role-assign", .post, "/projects/{project_id}/users/{user_id}/roles",
            "Give a user a role in a project.", .creates, [.projectID, .userID, .roleID], key: .admin),
        .init(
            "project-user-role-get", .get, "/projects/{project_id}/users/{user_id}/roles/{role_id}",
            "Show whether and how a user has a role in a project.", .reads, [.projectID, .userID, .roleID],
            key: .admin),
        .init(
            "project-user-role-unassign", .delete, "/projects/{project_id}/users/{user_id}/roles/{role_id}",
            "Take a role in a project from a user.", .deletes, [.projectID, .userID, .roleID], key: .admin),
        .init(
            "project-group-role-list", .get, "/projects/{project_id}/groups/{group_id}/roles",
            "List a group's roles in a project.", .reads,
            [.projectID, .groupID, .limit(upTo: 1000), .cursor, .order()], key: .admin),
        .init(
            "project-group-role-assign", .post, "/projects/{project_id}/groups/{group_id}/roles",
            "Give a group a role in a project.", .creates, [.projectID, .groupID, .roleID], key: .admin),
        .init(
            "project-group-role-get", .get, "/projects/{project_id}/groups/{group_id}/roles/{role_id}",
            "Show whether and how a group has a role in a project.", .reads, [.projectID, .groupID, .roleID],
            key: .admin),
        .init(
            "project-group-role-unassign", .delete, "/projects/{project_id}/groups/{group_id}/roles/{role_id}",
            "Take a role in a project from a group.", .deletes, [.projectID, .groupID, .roleID], key: .admin),
    ]
}
