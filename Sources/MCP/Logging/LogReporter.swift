import JSON

/// Sends `notifications/message` about one request, to a client that wants them.
public struct LogReporter: Sendable {
    private let least: LogLevel
    private let outlet: any Outlet

    /// nil where the client wants no messages: a stateless one asks with each request, others once for all
    /// (until 2025-11-25, logging; a server may choose what it sends before that: it sends nothing below a warning).
    init?(meta: JSONView?, session: SessionState?, outlet: any Outlet, features: Features, _ revision: Revision)
        throws(ProtocolError)
    {
        guard features.logs else { return nil }
        if revision.isStateless {
            guard let level = meta?[MetaKey.logLevel] else { return nil }
            least = try LogLevel(naming: level)
        } else {
            guard let session else { return nil }
            least = session.logLevel ?? .warning
        }
        self.outlet = outlet
    }

    /// Sends a message, unless it is less severe than what the client wants to hear.
    public func log(_ level: LogLevel, _ data: JSONValue, logger: String? = nil) async {
        guard level >= least else { return }
        await outlet.send(
            Envelope.notification("notifications/message") { params in
                params.member("level", level.rawValue)
                if let logger { params.member("logger", logger) }
                params.member("data", data)
            })
    }
}
