extension [Endpoint] {
    /// API keys of a project.
    static let projectKeys: [Endpoint] = [
        .init(
            "project-api-key-list", .get, "/organization/projects/{project_id}/api_keys",
            "List the API keys of a project, without their secrets.", .reads,
            [
                .projectID, .limit, .after,
                .string(
                    "owner_project_access", "Whether the keys' owners can still use the project.",
                    oneOf: ["active", "inactive", "any"]),
            ], key: .admin),
        .init(
            "project-api-key-get", .get, "/organization/projects/{project_id}/api_keys/{api_key_id}",
            "Show one API key of a project, without its secret.", .reads, [.projectID, .apiKeyID], key: .admin),
        .init(
            "project-api-key-modify", .post, "/organization/projects/{project_id}/api_keys/{api_key_id}",
            "Change the scopes or the end of an API key of a project.", .updates,
            [.projectID, .apiKeyID, .lifetime(), .scopes], key: .admin),
        .init(
            "project-api-key-delete", .delete, "/organization/projects/{project_id}/api_keys/{api_key_id}",
            "Delete a user's API key of a project, so that it stops working.", .deletes, [.projectID, .apiKeyID],
            key: .admin),
    ]

    /// Accounts of programs in a project.
    static let projectServiceAccounts: [Endpoint] = [
        .init(
            "project-service-account-list", .get, "/organization/projects/{project_id}/service_accounts",
            "List the service accounts of a project.", .reads, [.projectID, .limit, .after], key: .admin),
        .init(
            "project-service-account-create", .post, "/organization/projects/{project_id}/service_accounts",
            "Create a service account in a project, with an API key that is shown only now.", .creates,
            [
                .projectID,
                .string("name", "Name of the account.", .required),
                .boolean("create_service_account_only", "True for no API key and no roles.", .nullable),
                .lifetime(.nullable),
            ], key: .admin),
        .init(
            "project-service-account-get", .get,
            "/organization/projects/{project_id}/service_accounts/{service_account_id}",
            "Show one service account of a project.", .reads, [.projectID, .serviceAccountID], key: .admin),
        .init(
            "project-service-account-modify", .post,
            "/organization/projects/{project_id}/service_accounts/{service_account_id}",
            "Change the name or role of a service account.", .updates,
            [
                .projectID, .serviceAccountID,
                .string("name", "New name."),
                .string("role", "New role.", oneOf: ["member", "owner"]),
            ], key: .admin),
        .init(
            "project-service-account-delete", .delete,
            "/organization/projects/{project_id}/service_accounts/{service_account_id}",
            "Delete a service account of a project.", .deletes, [.projectID, .serviceAccountID],
            key: .admin),
        .init(
            "project-service-account-api-key-create", .post,
            "/organization/projects/{project_id}/service_accounts/{service_account_id}/api_keys",
            "Create another API key for a service account, shown only now.", .creates,
            [
                .projectID, .serviceAccountID,
                .string("name", "Name of the key."),
                .scopes,
                .lifetime(.nullable),
            ], key: .admin),
    ]
}

extension Field {
    fileprivate static let apiKeyID = id("api_key_id", of: "key")
    fileprivate static let serviceAccountID = id("service_account_id", of: "service account")
}
