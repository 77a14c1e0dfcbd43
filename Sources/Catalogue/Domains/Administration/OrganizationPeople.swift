extension [Endpoint] {
    /// Users of the organisation and the roles that they have in it.
    static let organizationUsers: [Endpoint] = [
        .init(
            "organization-user-list", .get, "/organization/users", "List the users of the organization.", .reads,
            [.limit, .after, .array("emails", "Only users with these e-mail addresses.", of: .text)], key: .admin),
        .init(
            "organization-user-get", .get, "/organization/users/{user_id}", "Show one user of the organization.",
            .reads, [.userID], key: .admin),
        .init(
            "organization-user-modify", .post, "/organization/users/{user_id}",
            "Change a user's role in the organization.", .updates,
            [
                .userID,
                .string("role", "Either owner or reader.", .nullable),
                .string("role_id", "Id of a role instead.", .nullable),
                .string("technical_level", "Note about the user's skills.", [.nullable, .unlisted]),
                .string("developer_persona", "Note about the user's work.", [.nullable, .unlisted]),
            ], key: .admin),
        .init(
            "organization-user-delete", .delete, "/organization/users/{user_id}",
            "Remove a user from the organization.", .deletes, [.userID], key: .admin),
        .init(
            "organization-user-role-list", .get, "/organization/users/{user_id}/roles",
            "List a user's roles in the organization.", .reads,
            [.userID, .limit(upTo: 1000), .cursor, .order()], key: .admin),
        .init(
            "organization-user-role-assign", .post, "/organization/users/{user_id}/roles",
            "Give a user a role in the organization.", .creates, [.userID, .roleID], key: .admin),
        .init(
            "organization-user-role-get", .get, "/organization/users/{user_id}/roles/{role_id}",
            "Show whether and how a user has a role in the organization.", .reads, [.userID, .roleID], key: .admin),
        .init(
            "organization-user-role-unassign", .delete, "/organization/users/{user_id}/roles/{role_id}",
            "Take a role in the organization from a user.", .deletes, [.userID, .roleID], key: .admin),
    ]

    /// Invitations by e-mail.
    static let invites: [Endpoint] = [
        .init(
            "invite-list", .get, "/organization/invites", "List invitations to the organization.", .reads,
            [.limit, .after], key: .admin, aliases: ["organization-invite-list"]),
        .init(
            "invite-create", .post, "/organization/invites", "Invite a person to the organization by e-mail.", .creates,
            [
                .string("email", "Address of the person.", .required),
                .string("role", "Role in the organization.", .required, oneOf: ["reader", "owner"]),
                .array(
                    "projects", "Projects to join; the default project if left out, none if empty.",
                    of: .object([
                        .string("id", "Id of the project.", .required),
                        .string("role", "Role in the project.", .required, oneOf: ["member", "owner"]),
                    ])),
            ], key: .admin, aliases: ["organization-invite-create"]),
        .init(
            "invite-get", .get, "/organization/invites/{invite_id}", "Show one invitation and its state.", .reads,
            [.id("invite_id", of: "invitation")], key: .admin, aliases: ["organization-invite-get"]),
        .init(
            "invite-delete", .delete, "/organization/invites/{invite_id}",
            "Withdraw an invitation that has not been accepted.", .deletes, [.id("invite_id", of: "invitation")],
            key: .admin, aliases: ["organization-invite-delete"]),
    ]
}
