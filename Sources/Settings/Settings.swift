/// Everything an operator can decide, one member for each concern; a fresh value holds the defaults.
public struct Settings: Sendable {
    /// The settings file in use, or nil.
    public var configFile: String?
    public var provider = ProviderSettings()
    public var retry = RetrySettings()
    public var defaults = DefaultSettings()
    public var limits = LimitSettings()
    public var http = HTTPSettings()
    public var files = FileSettings()
    public var storage = StorageSettings()
    public var tools = ToolSettings()
    public var log = LogSettings()
    /// The structured part of the file.
    public var gateway = GatewaySettings()
    /// Where each value was given.
    public internal(set) var places = Places()
    /// Files that values were read from, beside the settings file.
    public internal(set) var watchedFiles: [String] = []

    /// Creates settings with every default.
    public init() {}
}
