/// How tools answer.
public struct ToolSettings: Sendable {
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
