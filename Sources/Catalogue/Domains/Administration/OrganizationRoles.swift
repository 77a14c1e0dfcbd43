extension Domain {
    /// People of the organisation, and what they may do.
    public static let administration = Domain(
        "administration", title: "Administration",
        instructions: """
            Users, invitations, groups and roles of an organization; needs its admin key. \
            Roles are given to users or to groups. Other servers hold projects (administration-projects), usage and \
            costs (administration-usage), limits (administration-spend), and keys, certificates and audit logs \
            (administration-security).
            """,
        joining: [.organizationUsers, .invites, .organizationGroups, .organizationRoles])
}

extension [Endpoint] {
    /// Roles that an organisation defines.
    static let organizationRoles: [Endpoint] = [
        .init(
            "organization-role-list", .get, "/organization/roles", "List the roles of the organization.", .reads,
            [.limit(upTo: 1000, default: 1000), .cursor, .order(default: "asc")], key: .admin),
        .init(
            "organization-role-create", .post, "/organization/roles", "Create a role of the organization.", .creates,
            Field.newRole, key: .admin),
        .init(
            "organization-role-get", .get, "/organization/roles/{role_id}",
            "Show one role of the organization and its permissions.", .reads, [.roleID], key: .admin),
        .init(
            "organization-role-modify", .post, "/organization/roles/{role_id}",
            "Change a role of the organization.", .updates, [.roleID] + Field.changedRole, key: .admin),
        .init(
            "organization-role-delete", .delete, "/organization/roles/{role_id}",
            "Delete a role of the organization.", .deletes, [.roleID], key: .admin),
    ]
}
