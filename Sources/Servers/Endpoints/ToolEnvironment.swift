import Gateway
import MCP

/// What the tools of a family share.
public struct ToolEnvironment: Sendable {
    /// The gateway.
    public var upstream: any Upstream
    public var defaults: CallDefaults
    public var files: FileBridge
    public var output: Outputs
    /// What is kept for callers: results that are too large, and uploads.
    public var deposits: Deposits
    public var handles: Handles
    public var errors: ErrorStyle
    public var redactor: Redactor
    /// Largest result in bytes that is answered whole.
    public var maxResultSize = 48 << 10
    /// Largest file in bytes that is fetched from the provider.
    public var downloadLimit = 5 << 30
    public var policy = ToolPolicy()
    /// Which calls a user must agree to.
    public var confirmation = ConfirmationRules()
    /// Tools whose answers a person approves before they are returned.
    public var approved: [Glob] = []
    let withheld = Withheld()
    /// The most that a call may cost in USD; nil where nobody knows.
    public var estimate: @Sendable (Call) -> Double? = { _ in nil }
    /// What the servers offer beside tools, resources and prompts.
    public var features = Features()
    public var uploads = UploadRules()
    /// What was done for each caller.
    public var records: any RecordStore = MemoryRecords()
    /// Named sets of texts with their vectors.
    public var vectorSets: any VectorSets = MemoryVectorSets()
    public var provider = ProviderIdentity.other
    /// Name of the server whose tools these are; nil where that is not known.
    public internal(set) var server: String?
    /// Tools that the configuration defines.
    public var virtualTools = VirtualTools.none
    /// The way to the endpoints of virtual tools.
    public var http: (any HTTPSender)?
    /// Time and chance, for what is waited for.
    public var surroundings = Surroundings.real
    /// How often something is looked at that takes time.
    var pollPace = PollPace()
    /// The ISO day, for what ends on one.
    public var today: @Sendable () -> String = { "" }

    /// How an error of the API reaches a client.
    public enum ErrorStyle: Sendable {
        /// As a tool result that the model sees.
        case toolResult
        /// As JSON-RPC error -32603.
        case protocolError
    }

    /// Whether the provider is the one whose shutdowns the catalogue knows.
    public enum ProviderIdentity: Sendable {
        case openai, embedded, other
    }

    var results: ResultLimit { ResultLimit(maxResultSize, deposits: deposits) }

    /// What must not be shown to a caller: the operator's secrets, and the key that the caller brought.
    func redactor(for caller: Caller) -> Redactor {
        guard let key = caller.key else { return redactor }
        return redactor.adding(key)
    }

    /// Creates an environment.
    public init(
        upstream: any Upstream, defaults: CallDefaults, files: FileBridge, output: Outputs, handles: Handles,
        deposits: Deposits = Deposits(), errors: ErrorStyle = .toolResult, redactor: Redactor = Redactor()
    ) {
        self.upstream = upstream
        self.defaults = defaults
        self.files = files
        self.output = output
        self.deposits = deposits
        self.handles = handles
        self.errors = errors
        self.redactor = redactor
    }
}

/// What a call gets where its arguments say nothing.
public struct CallDefaults: Sendable {
    /// Model of chat completions and responses; other kinds of model have their own.
    public var model: String?
    /// Most tokens of output.
    public var maxTokens: Int?
    public var temperature: Double?

    /// These defaults, and where they say nothing, those of others.
    func orElse(_ other: CallDefaults) -> CallDefaults {
        CallDefaults(
            model: model ?? other.model, maxTokens: maxTokens ?? other.maxTokens,
            temperature: temperature ?? other.temperature)
    }

    /// Creates defaults.
    public init(model: String? = nil, maxTokens: Int? = nil, temperature: Double? = nil) {
        self.model = model
        self.maxTokens = maxTokens
        self.temperature = temperature
    }
}
