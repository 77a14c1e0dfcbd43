/// One provider of several, and how it is reached.
public struct ProviderEntry: FileGroup {
    public var name = ""
    public var kind = Kind.openai
    public var baseURL: BaseURL?
    /// Sent as `api-version`; with it, Azure's older paths with deployments are used.
    public var apiVersion: String?
    /// Azure's deployments by the model that each serves.
    public var deployments: [String: String] = [:]
    /// Used in turn; one that the provider no longer takes is set aside.
    public var keys: [SecretSource] = []
    /// For the endpoints that administer an organisation.
    public var adminKey: SecretSource?
    public var organization: String?
    public var project: String?
    /// Whether a key that a caller brought goes here.
    public var takesCallerKeys = false
    public var headers: [String: Secret] = [:]
    /// PEM file with the authorities to trust.
    public var caFile: String?
    public var timeouts = TimeoutSettings()
    /// Largest answer, in bytes.
    public var maxAnswerSize = 64 << 20
    /// Name patterns of the models that it serves; none: any.
    public var models: [String] = []
    public var capabilities = CapabilitySettings()
    /// In place of the built-in table; the first that fits a model counts.
    public var prices: [PriceEntry] = []
    public var limits = ProviderLimitSettings()

    /// Creates an entry with every default.
    public init() {}

    /// What a provider speaks.
    public enum Kind: String, CaseIterable, Sendable {
        case openai, azure, anthropic, compatible, embedded
    }

    static let keys: [Key<ProviderEntry>] = [
        Key("name", .value(.name), \.name, "Name for routes, logs and metrics.", required: true),
        Key("kind", .value(.choice), \.kind, "What it speaks; `compatible` is any service with OpenAI's API."),
        Key("base-url", .value(.baseURL), \.baseURL, "Base URL of its API; `openai` and `anthropic` have their own."),
        Key(
            "api-version", .value(.word), \.apiVersion,
            "Azure only: the date of the older API, whose paths name a deployment; absent: `/openai/v1/`."),
        Key(
            "deployments", .map(.value(.model)), \.deployments,
            "Azure only: name of the deployment for each model; a model that is not here is its own deployment."),
        Key(
            "keys", .list(.value(.key, isSecret: true)), \.keys,
            "Keys, used in turn: `env:NAME`, `file:PATH` (read again when it changes), or the key itself."),
        Key(
            "admin-key", .value(.key, isSecret: true), \.adminKey,
            "Admin key of the organisation, for administration only."
        ),
        Key("organization", .value(.word), \.organization, "Organization that calls are billed to."),
        Key("project", .value(.word), \.project, "Project that calls belong to."),
        Key(
            "takes-caller-keys", .value(.toggle), \.takesCallerKeys,
            "Whether keys that callers bring go here; at most one provider takes them."),
        Key("headers", .map(.value(.headerValue, isSecret: true)), \.headers, "Further headers of every request."),
        Key("ca-file", .value(.readableFile), \.caFile, "PEM file with the certificate authorities to trust."),
        Key("timeouts", .group, \.timeouts, "How long it may take."),
        Key("max-answer-size", .value(.size), \.maxAnswerSize, "Largest answer taken from it."),
        Key("models", .list(.value(.pattern)), \.models, "Name patterns of the models that it serves; absent: any."),
        Key("capabilities", .group, \.capabilities, "Which endpoints it has, where the built-in table is wrong."),
        Key("prices", .list(.group), \.prices, "Prices in place of the built-in table; the first that fits counts."),
        Key("limits", .group, \.limits, "What it may be sent."),
    ]

    func check(_ report: inout GroupReport) {
        if [.azure, .compatible].contains(kind), baseURL == nil, !report.has("base-url") {
            report.fail("kind", "\(kind.rawValue) needs a base-url")
        }
        if kind != .azure { report.exclude(["api-version", "deployments"], "is for kind azure only") }
        if kind != .openai { report.exclude(["organization", "project", "admin-key"], "is for kind openai only") }
        if kind == .embedded {
            report.exclude(
                ["base-url", "keys", "ca-file", "headers", "takes-caller-keys"], "means nothing to kind embedded")
        }
        for name in headers.keys.sorted() where Self.isReserved(name) {
            report.fail("headers.\(name)", "this header is set by the gateway; give the key in keys")
        }
    }

    private static func isReserved(_ header: String) -> Bool {
        ["authorization", "host", "content-length", "content-type", "transfer-encoding"].contains(header.lowercased())
    }
}
