import JSON

/// How severe a log message is (RFC 5424, section 6.2.1).
public enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case debug
    case info
    case notice
    case warning
    case error
    case critical
    case alert
    case emergency

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (one: LogLevel, other: LogLevel) -> Bool { one.rank < other.rank }

    /// Reads what a client names; throws `invalidParams` where there is no such level.
    init(naming view: JSONView?) throws(ProtocolError) {
        guard let level = view?.string.flatMap(LogLevel.init(rawValue:)) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw ProtocolError(.invalidParams, "There is no such log level; there are \(known).")
        }
        self = level
    }
}
