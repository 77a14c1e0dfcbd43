extension Domain {
    /// Workloads that show the token of another issuer instead of an API key.
    public static let administrationWorkloadIdentity = Domain(
        "administration-workload-identity", title: "Administration of workload identity",
        instructions: """
            Workload identity of an organization; needs an admin key. A provider is an OIDC issuer that is trusted; \
            its federation rules say which of its tokens act as which service account of a project. \
            Service accounts are on administration-projects.
            """,
        joining: [.workloadIdentityProviders, .workloadIdentityRules])
}

extension [Endpoint] {
    /// Issuers of tokens, such as a cloud or a build system, whose workloads need no API key.
    static let workloadIdentityProviders: [Endpoint] = [
        .init(
            "workload-identity-provider-list", .get, "/organization/workload_identity_providers",
            "List the organization's workload identity providers.", .reads, [.after, .anyLimit, .order()],
            key: .admin),
        .init(
            "workload-identity-provider-create", .post, "/organization/workload_identity_providers",
            "Trust an OIDC issuer, so that its tokens can stand in for API keys.", .creates,
            [
                .string("audience", "Audience that tokens must name.", .required),
                .string("issuer", "URL of the issuer.", .required),
                .string("name", "Name of the provider.", .required),
                .string("type", "Always oidc.", .required, oneOf: ["oidc"]),
                .transformations,
                .string("description", "What it is for."),
                .enabled,
                .verification,
            ], key: .admin),
        .init(
            "workload-identity-provider-get", .get,
            "/organization/workload_identity_providers/{workload_identity_provider_id}",
            "Show one workload identity provider.", .reads, [.identityProviderID], key: .admin),
        .init(
            "workload-identity-provider-modify", .post,
            "/organization/workload_identity_providers/{workload_identity_provider_id}",
            "Change a workload identity provider.", .updates,
            [
                .identityProviderID,
                .transformations,
                .string("audience", "Audience that tokens must name."),
                .string("description", "What it is for.", .nullable),
                .enabled,
                .string("issuer", "URL of the issuer."),
                .string("name", "New name."),
                .verification,
            ], key: .admin),
        .init(
            "workload-identity-provider-delete", .delete,
            "/organization/workload_identity_providers/{workload_identity_provider_id}",
            "Delete a workload identity provider.", .deletes, [.identityProviderID], key: .admin),
    ]

    /// Which tokens act as which service account.
    static let workloadIdentityRules: [Endpoint] = [
        .init(
            "workload-identity-federation-rule-list", .get,
            "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules",
            "List a provider's rules for which token acts as which service account.", .reads,
            [
                .identityProviderID, .after, .anyLimit, .order(),
                .string("service_account_id", "Only rules for this service account."),
            ], key: .admin),
        .init(
            "workload-identity-federation-rule-create", .post,
            "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules",
            "Let a provider's tokens with given attributes act as a service account.", .creates,
            [
                .identityProviderID,
                .map("attribute_matchers", "Attributes of a token and the values needed.", .required, of: matched),
                .id("project_id", of: "project"),
                .id("service_account_id", of: "service account"),
                .string("description", "What it is for."),
                .enabled,
                .string("name", "Name of the rule."),
                .permissions,
            ], key: .admin),
        .init(
            "workload-identity-federation-rule-get", .get,
            "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules/{workload_identity_federation_rule_id}",
            "Show one rule of a provider.", .reads, [.identityProviderID, .identityRuleID], key: .admin),
        .init(
            "workload-identity-federation-rule-modify", .post,
            "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules/{workload_identity_federation_rule_id}",
            "Change a rule of a provider.", .updates,
            [
                .identityProviderID, .identityRuleID,
                .map("attribute_matchers", "Attributes of a token and the values needed.", of: matched),
                .string("description", "What it is for.", .nullable),
                .enabled,
                .string("name", "New name.", .nullable),
                .permissions,
            ], key: .admin),
        .init(
            "workload-identity-federation-rule-delete", .delete,
            "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules/{workload_identity_federation_rule_id}",
            "Delete a rule of a provider.", .deletes, [.identityProviderID, .identityRuleID], key: .admin),
    ]

    private static let matched = Shape.union([.text, .integer(), .number(), .boolean])
}

extension Field {
    fileprivate static let identityProviderID = id("workload_identity_provider_id", of: "provider")
    fileprivate static let identityRuleID = id("workload_identity_federation_rule_id", of: "rule")

    fileprivate static let enabled = Field.boolean("enabled", "Whether it is in use.")

    fileprivate static let transformations = Field.array(
        "attribute_transformations", "Attributes computed from a token's claims.",
        of: .object([
            .string("attribute", "Name of the attribute.", .required),
            .string("expression", "Expression over the claims.", .required),
        ]))

    fileprivate static let verification = Field.object(
        "verification", "Where the issuer's public keys come from.",
        [
            .string("type", "Fetched, or given in jwks.", .required, oneOf: ["discovery", "uploaded_jwks"]),
            .string("discovery_url", "For discovery: its URL, or null for the issuer's own.", .nullable),
            .map("jwks", "For uploaded_jwks: the key set.", of: .json),
        ])

    fileprivate static let permissions = Field.object(
        "permissions", "What the token may do.",
        [
            .string(
                "type", "All that the account may, or only scopes.", .required,
                oneOf: ["service_account_default", "restricted"]),
            .array("scopes", "For restricted: the scopes.", of: .text),
        ])
}
