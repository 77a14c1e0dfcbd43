/// An upstream as the operator describes it: where calls go and how.
public struct Provider: Sendable {
    /// Short name, unique among the providers; in notes, logs, metrics and routes.
    public var name: String
    /// Which API it speaks.
    public var dialect: Dialect
    /// URL below which the endpoints' paths lie, such as `https://api.openai.com/v1`.
    public var baseURL: String
    /// The operator's keys, which take turns; all of one account, for a call may go out again with the next.
    public var keys: any KeySource
    /// The operator's key for the endpoints that administer an organisation.
    public var adminKey: SecretString?
    /// Sent as `OpenAI-Organization` and `OpenAI-Project`, with the operator's key only: a caller's key has its own.
    public var organisation: String?
    public var project: String?
    /// Whether a key that a caller brought is sent here. True of one provider at most.
    public var takesCallerKeys: Bool
    /// Whether calls without a key are pointless.
    public var requiresKey: Bool
    /// Further headers of every request.
    public var headers: Headers
    public var timeouts: Timeouts
    /// PEM file with authorities that are trusted besides the system's.
    public var authorityFile: String?
    /// Bytes of the largest answer that is collected.
    public var largestAnswer: Int

    /// Models that it has; calls that no route takes go to the first provider that has their model. Empty: any.
    public var models: [Glob] = []
    /// Its own names for models, such as Azure's deployments, by the name that callers use.
    public var modelNames: [String: String] = [:]
    /// Which endpoints it has.
    public var capabilities = CapabilityRules()
    /// How much may be sent to it.
    public var limits = ProviderLimits()
    /// Its prices where they differ from the table's, by pattern of model; the first that fits counts.
    public var prices: [(models: Glob, price: TokenPrice)] = []

    /// Creates a provider.
    public init(
        name: String, dialect: Dialect = .openai, baseURL: String, key: SecretString? = nil,
        keys: (any KeySource)? = nil, adminKey: SecretString? = nil, organisation: String? = nil,
        project: String? = nil, takesCallerKeys: Bool = false, requiresKey: Bool = true, headers: Headers = Headers(),
        timeouts: Timeouts = Timeouts(), authorityFile: String? = nil, largestAnswer: Int = 256 << 20
    ) {
        self.name = name
        self.dialect = dialect
        self.baseURL = baseURL
        self.keys = keys ?? FixedKeys([key].compactMap { $0 })
        self.adminKey = adminKey
        self.organisation = organisation
        self.project = project
        self.takesCallerKeys = takesCallerKeys
        self.requiresKey = requiresKey
        self.headers = headers
        self.timeouts = timeouts
        self.authorityFile = authorityFile
        self.largestAnswer = largestAnswer
    }
}

/// Which API a provider speaks.
public enum Dialect: Sendable, Hashable {
    /// OpenAI's own.
    case openai
    /// OpenAI's, by another server: some endpoints, and fields that it may not know.
    case compatible
    /// Azure OpenAI at `https://RESOURCE.openai.azure.com/openai/v1`; models are deployments.
    case azure
    /// Azure OpenAI at `https://RESOURCE.openai.azure.com/openai`, where the deployment stands in the path and every
    /// request carries `api-version`, such as `2024-10-21`.
    case azureDeployments(apiVersion: String)
    /// Anthropic's Messages API at `https://api.anthropic.com/v1`.
    case anthropic
    /// The offline model in this process.
    case embedded

    /// The header that a key travels in, and what stands before it.
    var keyHeader: (name: String, prefix: String) {
        switch self {
        case .openai, .compatible, .embedded: ("Authorization", "Bearer ")
        case .azure, .azureDeployments: ("api-key", "")
        case .anthropic: ("x-api-key", "")
        }
    }
}

/// Price of a model in US dollars per million tokens.
public struct TokenPrice: Sendable, Hashable {
    public var input: Double
    public var output: Double
    /// Of input that the provider has cached; nil: as `input`.
    public var cachedInput: Double?

    /// Creates a price.
    public init(input: Double, output: Double, cachedInput: Double? = nil) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
    }
}
