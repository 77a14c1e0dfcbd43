extension [Endpoint] {
    /// Groups of users, their members, and the roles that members get from them.
    static let organizationGroups: [Endpoint] = [
        .init(
            "organization-group-list", .get, "/organization/groups", "List the groups of the organization.", .reads,
            [.limit(upTo: 1000, default: 100), .cursor, .order(default: "asc")], key: .admin),
        .init(
            "organization-group-create", .post, "/organization/groups", "Create a group of users.", .creates,
            [.groupName], key: .admin),
        .init(
            "organization-group-get", .get, "/organization/groups/{group_id}", "Show one group.", .reads, [.groupID],
            key: .admin),
        .init(
            "organization-group-modify", .post, "/organization/groups/{group_id}", "Rename a group.", .updates,
            [.groupID, .groupName], key: .admin),
        .init(
            "organization-group-delete", .delete, "/organization/groups/{group_id}",
            "Delete a group of users.", .deletes, [.groupID], key: .admin),
        .init(
            "organization-group-user-list", .get, "/organization/groups/{group_id}/users",
            "List the users in a group.", .reads,
            [.groupID, .limit(upTo: 1000, default: 100), .after, .order(default: "desc")], key: .admin),
        .init(
            "organization-group-user-add", .post, "/organization/groups/{group_id}/users",
            "Add a user of the organization to a group.", .creates, [.groupID, .userID], key: .admin,
            aliases: ["organization-group-user-create"]),
        .init(
            "organization-group-user-get", .get, "/organization/groups/{group_id}/users/{user_id}",
            "Show one user in a group.", .reads, [.groupID, .userID], key: .admin),
        .init(
            "organization-group-user-remove", .delete, "/organization/groups/{group_id}/users/{user_id}",
            "Remove a user from a group.", .deletes, [.groupID, .userID], key: .admin,
            aliases: ["organization-group-user-delete"]),
        .init(
            "organization-group-role-list", .get, "/organization/groups/{group_id}/roles",
            "List a group's roles in the organization.", .reads,
            [.groupID, .limit(upTo: 1000), .cursor, .order()], key: .admin),
        .init(
            "organization-group-role-assign", .post, "/organization/groups/{group_id}/roles",
            "Give a group a role in the organization.", .creates, [.groupID, .roleID], key: .admin),
        .init(
            "organization-group-role-get", .get, "/organization/groups/{group_id}/roles/{role_id}",
            "Show whether and how a group has a role in the organization.", .reads, [.groupID, .roleID], key: .admin),
        .init(
            "organization-group-role-unassign", .delete, "/organization/groups/{group_id}/roles/{role_id}",
            "Take a role in the organization from a group.", .deletes, [.groupID, .roleID], key: .admin),
    ]
}

extension Field {
    fileprivate static let groupName = Field.string("name", "Name that people see.", .required, length: 1...255)
}
