/// What is logged, on standard error.
public struct LogSettings: Sendable {
    public var level = LogLevel.info
    public var format = LogFormat.text

    /// Creates settings with every default.
    public init() {}
}

/// Severities, from the chattiest on.
public enum LogLevel: String, CaseIterable, Sendable {
    case trace, debug, info, notice, warning, error, critical
}

/// How a line of the log is written.
public enum LogFormat: String, CaseIterable, Sendable {
    case text, json
}

extension SettingsTable {
    static let log = [
        Setting("log.level", flag: "log-level", .choice, \.log.level, "Least severity that is logged."),
        Setting("log.format", flag: "log-format", .choice, \.log.format, "How a line of the log is written."),
    ]
}
