/// Which tools are offered, and how they answer.
public struct ToolSettings: Sendable {
    public var surface = SurfaceChoice.default
    /// Name patterns of the tools that are offered; none: all.
    public var only: [String] = []
    /// Name patterns of the tools that are not.
    public var except: [String] = []
    public var isReadOnly = false
    /// Whether tools are offered that destroy something.
    public var offersDestructive = true
    /// Largest result, in bytes, that is answered whole; a larger one is stored, and its beginning shown.
    public var maxResultSize = 48 << 10
    /// Calls that a user must agree to; none: no call.
    public var confirm: [ConfirmChoice] = []
    public var apiErrors = APIErrors.tool
    /// How long a billable call may keep a client waiting before it gets a handle.
    public var patience = Duration.seconds(44)
    /// How long a handle's result is kept.
    public var handleLife = Duration.seconds(3600)
    /// Tools on a page of `tools/list`; zero: all.
    public var pageSize = 0

    /// Creates settings with every default.
    public init() {}
}

/// How much of its tools a server lists.
public enum SurfaceChoice: String, CaseIterable, Sendable {
    case `default`, full, discover
}

/// Which calls a user must agree to.
public enum ConfirmChoice: Sendable, Hashable {
    case off
    /// What deletes, cancels or archives; training and large batches.
    case destructive
    /// What may cost as much, in USD; training and large batches.
    case cost(Double)
}

/// How an error of the API reaches the client.
public enum APIErrors: String, CaseIterable, Sendable {
    /// As a tool result with `isError`, which the model sees.
    case tool
    /// As a JSON-RPC error.
    case jsonrpc
}

extension SettingsTable {
    static let tools = [
        Setting(
            "tools.surface", flag: "surface", .choice, \.tools.surface,
            "Tools that are listed: by `default` what most work needs, `full`: all, `discover`: those that find the rest."
        ),
        Setting(
            "tools.only", flag: "tools", listOf: .pattern, separatedBy: ",", \.tools.only,
            "Offer only tools whose names match, such as `image-*`."),
        Setting(
            "tools.except", flag: "exclude", listOf: .pattern, separatedBy: ",", \.tools.except,
            "Do not offer, nor reach in any other way, what these name patterns match."),
        Setting(
            "tools.read-only", flag: "read-only", .toggle, \.tools.isReadOnly,
            "Offer only what changes nothing at the provider."),
        Setting(
            "tools.destructive", flag: "destructive", .toggle, \.tools.offersDestructive,
            "Offer tools that delete, cancel or archive; `--no-destructive` leaves them out."),
        Setting(
            "tools.confirm", flag: "confirm", listOf: .confirmChoice, separatedBy: ",", \.tools.confirm,
            "Calls that the user is asked to agree to: `destructive` ones, those that may cost USD or more, or `off`."),
        Setting(
            "tools.max-result-size", flag: "max-result-size", variables: ["MAX_RESULT_BYTES"], .size,
            \.tools.maxResultSize, "Largest result answered whole; a larger one is stored and its beginning shown."),
        Setting(
            "tools.api-errors", flag: "api-errors", .choice, \.tools.apiErrors,
            "Errors of the API come as a `tool` result that the model sees, or as a `jsonrpc` error."),
        Setting(
            "tools.patience", flag: "patience", .duration, \.tools.patience,
            "How long a call may keep its client waiting before it gets a handle; many clients give up after 45s."),
        Setting(
            "tools.handle-life", flag: "handle-life", .duration, \.tools.handleLife,
            "How long the result behind a handle is kept."),
        Setting(
            "tools.page-size", flag: "page-size", .integer(0...1000), \.tools.pageSize,
            "Tools on a page of the list; 0: all on one."),
    ]
}
