import Gateway
import JSON
import Logging
import Settings
import Synchronization

/// Logs go to standard error, one line each, without keys.
enum Logs {
    private static let redactor = Mutex(Redactor())

    static func start(_ settings: LogSettings, quiet: Bool) {
        let level = quiet ? .error : Logger.Level(rawValue: settings.level.rawValue) ?? .info
        LoggingSystem.bootstrap { label in
            LineLog(label: label, logLevel: level, isJSON: settings.format == .json)
        }
    }

    /// Takes these out of every line from now on, beside whatever looks like a key.
    static func keepSecret(_ secrets: [String]) {
        redactor.withLock { redactor in
            for secret in secrets { redactor = redactor.adding(SecretString(secret)) }
        }
    }

    static func redacted(_ text: String) -> String { redactor.withLock { $0 }(text) }
}

/// Writes log entries as text or as JSON lines.
struct LineLog: LogHandler {
    let label: String
    var logLevel: Logger.Level
    let isJSON: Bool
    var metadata: Logger.Metadata = [:]

    init(label: String, logLevel: Logger.Level, isJSON: Bool) {
        self.label = label
        self.logLevel = logLevel
        self.isJSON = isJSON
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let message = Logs.redacted("\(event.message)")
        guard isJSON else {
            let details = fields.map { " \($0.key)=\(Logs.redacted("\($0.value)"))" }.joined()
            return StandardError.write("\(UTC.timestamp) \(event.level) \(label): \(message)\(details)")
        }
        var writer = JSONWriter()
        writer.object { entry in
            entry.member("time", UTC.timestamp)
            entry.member("level", event.level.rawValue)
            entry.member("logger", label)
            entry.member("message", message)
            for field in fields { entry.member(field.key, Logs.redacted("\(field.value)")) }
        }
        StandardError.write(String(decoding: writer.bytes, as: UTF8.self))
    }
}
