import Gateway
import JSON
import Logging
import Settings

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Logs go to standard error, one line each, without keys.
enum Logs {
    static func start(_ settings: LogSettings, quiet: Bool) {
        let level = quiet ? .error : Logger.Level(rawValue: settings.level.rawValue) ?? .info
        LoggingSystem.bootstrap { label in
            LineLog(label: label, logLevel: level, isJSON: settings.format == .json)
        }
    }
}

/// Writes log entries as text or as JSON lines.
struct LineLog: LogHandler {
    let label: String
    var logLevel: Logger.Level
    let isJSON: Bool
    var metadata: Logger.Metadata = [:]

    private static let redactor = Redactor()

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
        let message = Self.redactor("\(event.message)")
        guard isJSON else {
            let details = fields.map { " \($0.key)=\(Self.redactor("\($0.value)"))" }.joined()
            return StandardError.write("\(Self.time) \(event.level) \(label): \(message)\(details)")
        }
        var writer = JSONWriter()
        writer.object { entry in
            entry.member("time", Self.time)
            entry.member("level", event.level.rawValue)
            entry.member("logger", label)
            entry.member("message", message)
            for field in fields { entry.member(field.key, Self.redactor("\(field.value)")) }
        }
        StandardError.write(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// UTC, RFC 3339.
    private static var time: String {
        var now = time_t()
        Glibc_time(&now)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The system's clock; the property above takes its name.
private func Glibc_time(_ now: inout time_t) { time(&now) }
