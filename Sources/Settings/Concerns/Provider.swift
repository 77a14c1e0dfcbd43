/// Which provider answers, and how it is reached.
public struct ProviderSettings: Sendable {
    public var kind = ProviderKind.openai
    public var baseURL = BaseURL.openai
    public var key: Secret?
    /// For the endpoints that administer an organisation.
    public var adminKey: Secret?
    /// Sent as `OpenAI-Organization`.
    public var organization: String?
    /// Sent as `OpenAI-Project`.
    public var project: String?
    /// PEM file with the authorities to trust.
    public var caFile: String?
    public var connectTimeout = Duration.seconds(10)
    /// Longest wait without a byte; nil: 30 s, and 600 s for calls known to think long.
    public var idleTimeout: Duration?
    /// Bounds the whole request; nil: nothing does.
    public var timeout: Duration?
    /// Largest answer, in bytes.
    public var maxAnswerSize = 64 << 20

    /// Creates settings with every default.
    public init() {}
}

/// What stands behind the gateway.
public enum ProviderKind: String, CaseIterable, Sendable {
    /// OpenAI, or a service that speaks its API, at the base URL.
    case openai
    /// The offline model in this process.
    case embedded
}

/// What happens to a call that failed.
public struct RetrySettings: Sendable {
    public var maxRetries = 3
    public var maybeBilled = MaybeBilled.refuse

    /// Creates settings with every default.
    public init() {}
}

/// Whether a call is sent again when nobody knows if the provider has done, and billed, the work.
public enum MaybeBilled: String, CaseIterable, Sendable {
    case refuse, allow
}

extension SettingsTable {
    static let provider = [
        Setting(
            "provider.kind", flag: "provider", .choice, \.provider.kind,
            "Who answers: `openai` (or a compatible service) at the base URL, or the `embedded` offline model."),
        baseURL,
        Setting(
            "provider.key", flag: "api-key", variables: ["OPENAI_API_KEY", "API_KEY"], .key, \.provider.key,
            "Key for the provider, or a reference to it: `env:NAME` or `file:PATH`.", .secret),
        adminKey,
        Setting(
            "provider.organization", flag: "organization", variables: ["OPENAI_ORG_ID"], .word,
            \.provider.organization, "Organization that calls are billed to."),
        Setting(
            "provider.project", flag: "project", variables: ["OPENAI_PROJECT_ID"], .word, \.provider.project,
            "Project that calls belong to."),
        Setting(
            "provider.ca-file", flag: "ca-file", .readableFile, \.provider.caFile,
            "PEM file with the certificate authorities to trust, for a private provider."),
        Setting(
            "provider.connect-timeout", flag: "connect-timeout", .duration, \.provider.connectTimeout,
            "Longest wait for a connection."),
        Setting(
            "provider.idle-timeout", flag: "idle-timeout", .duration, \.provider.idleTimeout,
            "Longest wait without a byte of the answer; unset: 30s, and 600s for calls known to think long."),
        Setting(
            "provider.timeout", flag: "timeout", variables: ["TIMEOUT"], .duration, \.provider.timeout,
            "Bounds the whole request to the provider, in seconds unless a unit is given."),
        Setting(
            "provider.max-answer-size", flag: "max-answer-size", .size, \.provider.maxAnswerSize,
            "Largest answer taken from the provider."),
    ]

    static let adminKey = Setting(
        "provider.admin-key", flag: "admin-key", variables: ["OPENAI_ADMIN_KEY"], .key, \.provider.adminKey,
        "Admin key of an organisation, for the administration servers only: `env:NAME` or `file:PATH`.", .secret)

    static let baseURL = Setting(
        "provider.base-url", flag: "base-url", variables: ["OPENAI_BASE_URL", "API_BASE_URL"], .baseURL,
        \.provider.baseURL, "Base URL of the API, with its version.")

    static let retry = [
        Setting(
            "retry.max-retries", flag: "max-retries", variables: ["MAX_RETRIES"], .integer(0...20),
            \.retry.maxRetries, "How often a failed call is sent again."),
        Setting(
            "retry.maybe-billed", flag: "maybe-billed", .choice, \.retry.maybeBilled,
            "Whether a call that may already have been done and billed is sent again."),
    ]
}
