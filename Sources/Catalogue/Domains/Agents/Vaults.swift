extension Domain {
    /// Credentials that agents use without seeing them.
    public static let vaults = Domain(
        "vaults", title: "Vaults",
        instructions: """
            Vaults hold credentials that agents use for MCP servers and in their environments. \
            A session names its vaults by vault_ids. Secrets go in and are never shown again.
            """,
        [
            .init(
                "vault-create", .post, "/vaults", "Create a vault for credentials.", .creates,
                [.string("name", "Its name.", length: 1...256), .metadata(.nullable)], beta: .agentsBeta),
            .init("vault-get", .get, "/vaults/{vault_id}", "Show a vault.", .reads, [.vault], beta: .agentsBeta),
            .init(
                "vault-modify", .post, "/vaults/{vault_id}", "Change a vault's name or metadata.", .updates,
                [.vault, .string("name", "Its name.", .nullable, length: 1...256), .metadata([])], beta: .agentsBeta),
            .init("vault-list", .get, "/vaults", "List vaults.", .reads, vaultFilters, beta: .agentsBeta),
            .init(
                "vault-delete", .delete, "/vaults/{vault_id}", "Delete a vault and its credentials.", .deletes,
                [.vault], beta: .agentsBeta),
            .init(
                "vault-credential-create", .post, "/vaults/{vault_id}/credentials", "Put a credential into a vault.",
                .creates,
                [
                    .vault, .string("name", "Its name.", .required, length: 1...256),
                    Field("auth", "The credential.", .newCredential, .required), .metadata([]),
                ], beta: .agentsBeta),
            .init(
                "vault-credential-get", .get, "/vaults/{vault_id}/credentials/{credential_id}",
                "Show a credential without its secret.", .reads, [.vault, .credential], beta: .agentsBeta),
            .init(
                "vault-credential-modify", .post, "/vaults/{vault_id}/credentials/{credential_id}",
                "Replace the secret or the metadata of a credential.", .updates,
                [.vault, .credential, Field("auth", "What replaces the secret.", .rotatedCredential), .metadata([])],
                beta: .agentsBeta),
            .init(
                "vault-credential-list", .get, "/vaults/{vault_id}/credentials", "List the credentials of a vault.",
                .reads, [.vault] + vaultFilters, beta: .agentsBeta),
            .init(
                "vault-credential-delete", .delete, "/vaults/{vault_id}/credentials/{credential_id}",
                "Delete a credential.", .deletes, [.vault, .credential], beta: .agentsBeta),
        ])

    private static let vaultFilters: [Field] =
        [
            .union(
                "status", "Only those in this state.",
                [.oneOf("active", "archived"), .array(.oneOf("active", "archived"))]),
            .map("metadata", "Only those with these pairs.", of: .text),
        ] + Field.agentPage
}

extension Field {
    fileprivate static let vault = Field.string("vault_id", "Id of the vault.", .required)
    fileprivate static let credential = Field.string("credential_id", "Id of the credential.", .required)

    fileprivate static let credentialType = Field.string(
        "type", "Kind of credential.", .required, oneOf: ["mcp_oauth", "static_bearer", "environment_variable"])
}

extension Shape {
    /// A credential of any kind: the members of all in one object.
    fileprivate static let newCredential = Shape.object([
        .credentialType,
        .string("mcp_server_url", "MCP server, for mcp_oauth and static_bearer."),
        .string("access_token", "Token, for mcp_oauth."),
        .string("expires_at", "When the token ends, as an ISO time.", .nullable),
        .object(
            "refresh", "How the token is renewed, for mcp_oauth.", .nullable,
            [
                .string("client_id", "Id of the client.", .required),
                .string("refresh_token", "Token that renews.", .required),
                .string("token_endpoint", "Address that renews.", .required),
                .object(
                    "token_endpoint_auth", "How the client proves itself.", .required,
                    [
                        .string(
                            "type", "Kind of proof.", .required,
                            oneOf: ["none", "client_secret_basic", "client_secret_post"]),
                        .string("client_secret", "Secret of the client."),
                    ]),
                .string("scope", "Scope to ask for.", .nullable),
                .string("resource", "Resource to ask for.", .nullable),
            ]),
        .string("token", "Token, for static_bearer."),
        .string("secret_name", "Name, for environment_variable."),
        .string("secret_value", "Value, for environment_variable."),
        .object(
            "networking", "Where the value may be sent, for environment_variable.",
            [
                .string("type", "Anywhere, or to some hosts.", .required, oneOf: ["unrestricted", "limited"]),
                .array("allowed_hosts", "The hosts, for limited.", of: .text),
            ]),
    ])

    /// What may be replaced in a credential.
    fileprivate static let rotatedCredential = Shape.object([
        .credentialType,
        .string("access_token", "Token, for mcp_oauth.", .nullable),
        .string("expires_at", "When the token ends, as an ISO time.", .nullable),
        .object(
            "refresh", "How the token is renewed, for mcp_oauth.", .nullable,
            [
                .string("refresh_token", "Token that renews.", .nullable),
                .string("scope", "Scope to ask for.", .nullable),
                .object(
                    "token_endpoint_auth", "How the client proves itself.", .nullable,
                    [
                        .string(
                            "type", "Kind of proof.", .required, oneOf: ["client_secret_basic", "client_secret_post"]),
                        .string("client_secret", "Secret of the client.", .nullable),
                    ]),
            ]),
        .string("token", "Token, for static_bearer."),
        .string("secret_value", "Value, for environment_variable."),
    ])
}
