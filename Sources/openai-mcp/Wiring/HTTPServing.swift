import Gateway
import HTTPTransport
import Logging
import MCP
import Servers
import Settings

/// Serves callers over HTTP.
struct HTTPServing {
    let service: HTTPService
    private let callers: Current<CallerDirectory>
    private let offering: Offering

    /// - Parameters:
    ///   - offering: what `/mcp` and `/{server}/mcp` serve.
    ///   - onListening: told the base URL; without it, the log says it.
    init(
        assembly: Assembly, offering: Offering,
        onListening: (@Sendable (_ url: String) async -> Void)? = nil
    ) throws {
        let settings = assembly.settings
        let callers = Current(try CallerDirectory(settings))
        self.callers = callers
        let logger = Logger(label: "openai-mcp.http")
        var configuration = try Self.configuration(settings)
        configuration.callers = callers.value.known
        try configuration.validate(hasServerKey: assembly.gateway.hasServerKey)
        self.offering = offering
        let addresses = offering.servers.keys.sorted().map { "/\($0)/mcp" }.joined(separator: " ")
        service = try HTTPService(
            configuration, joined: offering.joined, servers: offering.servers,
            uploads: DepositUploads(deposits: assembly.deposits),
            logger: logger,
            makePrincipal: { callers.value.caller($0) },
            visibility: { callers.value.visibility(of: $0, to: $1) },
            narrow: { name, narrowing in try offering.narrowed(name, to: narrowing) },
            onListening: { [configuration] host, port in
                let url = configuration.url(host, port)
                if let onListening { return await onListening(url) }
                logger.info("listening on \(url)/mcp", metadata: ["also": "\(addresses) /uploads /health /ready"])
            })
    }

    /// Returns once a signal has come and requests in flight are finished or cancelled.
    func run() async throws { try await service.runUntilSignalled() }

    /// Changes who may call, and forgets what requests have narrowed, from the next request on.
    func replace(callers directory: CallerDirectory) {
        callers.value = directory
        service.replace(callers: directory.known)
    }

    static func configuration(_ settings: Settings) throws -> HTTPConfiguration {
        var configuration = HTTPConfiguration()
        if let address = settings.http.address {
            configuration.host = address.host
            configuration.port = address.port
        }
        switch (settings.http.tlsCertificate, settings.http.tlsKey) {
        case (let certificate?, let key?):
            configuration.tls = TLSFiles(certificate: certificate, key: key)
            if let clients = settings.gateway.access.clientCertificates {
                configuration.tls?.clientAuthority = clients.caFile
                configuration.tls?.requiresClientCertificate = clients.isRequired
            }
        case (nil, nil): break
        default: throw HTTPConfigurationError("--tls-cert and --tls-key go together; give both or neither")
        }
        configuration.allowedOrigins = settings.http.allowedOrigins
        configuration.allowedHosts = settings.http.allowedHosts
        configuration.pathKeys = HTTPTransport.PathKeys(rawValue: settings.http.pathKeys.rawValue) ?? .off
        configuration.sessionSecret = settings.http.sessionKey?.exposed
        configuration.bodyLimit = settings.http.bodyLimit
        configuration.uploadLimit = settings.files.uploadLimit
        configuration.requestTimeout = settings.http.requestTimeout
        configuration.idleTimeout = settings.http.idleTimeout
        configuration.workTimeout = settings.http.workTimeout
        configuration.maxConnections = settings.http.maxConnections
        configuration.maxSubscriptions = settings.http.maxSubscriptions
        configuration.servesSSE = settings.http.servesSSE
        configuration.keepAliveInterval = settings.http.keepAliveInterval
        configuration.drainTime = settings.http.drainTime
        return configuration
    }
}

extension HTTPConfiguration {
    /// Base URL of an address that connections are taken at.
    func url(_ host: String, _ port: Int) -> String {
        "\(tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

extension ToolPolicy {
    /// What a request asks to leave out.
    init(_ narrowing: Narrowing) {
        self.init()
        isReadOnly = narrowing.isReadOnly
        refusesDestructive = narrowing.refusesDestructive
        only = narrowing.only.map { $0.map { Glob($0) } }
        except = narrowing.exclude.map { Glob($0) }
    }
}
