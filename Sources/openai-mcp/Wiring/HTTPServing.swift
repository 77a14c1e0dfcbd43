import Gateway
import HTTPTransport
import Logging
import MCP
import Servers
import Settings

/// Serves callers over HTTP.
struct HTTPServing {
    let service: HTTPService

    /// - Parameters:
    ///   - names: the servers that get an address of their own; none: the default server.
    ///   - onListening: told the base URL; without it, the log says it.
    init(
        assembly: Assembly, joined: Server, names: [String],
        onListening: (@Sendable (_ url: String) async -> Void)? = nil
    ) throws {
        let settings = assembly.settings
        let logger = Logger(label: "openai-mcp.http")
        let configuration = try Self.configuration(settings)
        try configuration.validate(hasServerKey: settings.provider.kind == .openai && settings.provider.key != nil)
        var servers: [String: Server] = [:]
        let members = try Selection(names).members
        for member in members {
            servers[member.name] =
                members.count == 1
                ? joined : try assembly.family.server([member.name], surface: assembly.surface)
        }
        let addresses = servers.keys.sorted().map { "/\($0)/mcp" }.joined(separator: " ")
        service = try HTTPService(
            configuration, joined: joined, servers: servers, uploads: DepositUploads(deposits: assembly.deposits),
            logger: logger,
            makePrincipal: { [adminCallers = Set(settings.http.adminCallers)] in Caller($0, adminCallers) },
            narrow: { [family = assembly.family, surface = assembly.surface] name, narrowing in
                try family.narrowed(by: ToolPolicy(narrowing))
                    .server(name.isEmpty ? names : [name], surface: try surface.narrowed(to: narrowing.surface))
            },
            onListening: { host, port in
                let url = configuration.url(host, port)
                if let onListening { return await onListening(url) }
                logger.info("listening on \(url)/mcp", metadata: ["also": "\(addresses) /uploads /health /ready"])
            })
    }

    /// Returns once a signal has come and requests in flight are finished or cancelled.
    func run() async throws { try await service.runUntilSignalled() }

    static func configuration(_ settings: Settings) throws -> HTTPConfiguration {
        var configuration = HTTPConfiguration()
        if let address = settings.http.address {
            configuration.host = address.host
            configuration.port = address.port
        }
        switch (settings.http.tlsCertificate, settings.http.tlsKey) {
        case (let certificate?, let key?): configuration.tls = TLSFiles(certificate: certificate, key: key)
        case (nil, nil): break
        default: throw HTTPConfigurationError("--tls-cert and --tls-key go together; give both or neither")
        }
        configuration.allowedOrigins = settings.http.allowedOrigins
        configuration.allowedHosts = settings.http.allowedHosts
        configuration.callerTokens = try settings.http.callerTokens.map { path in
            do {
                return try CallerTokens(parsing: try TextFile.read(path))
            } catch let fault as CallerTokens.Fault {
                throw HTTPConfigurationError("\(path): \(fault)")
            }
        }
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

extension Caller {
    /// A caller over HTTP. The server's own key serves whoever sits at this machine or was vouched for.
    init(_ identity: Identity, _ adminCallers: Set<String> = []) {
        self.init(
            id: identity.callerID, key: identity.providerKey.map { SecretString($0) },
            mayUseServerKey: identity.isLoopback || identity.isAuthenticated,
            mayUseAdminKey: identity.isAuthenticated && adminCallers.contains(identity.callerID))
    }
}

extension ToolPolicy {
    /// What a request asks to leave out.
    init(_ narrowing: Narrowing) {
        self.init()
        isReadOnly = narrowing.isReadOnly
        refusesDestructive = narrowing.refusesDestructive
        if !narrowing.tools.isEmpty { only = [narrowing.tools.map { Glob($0) }] }
        except = narrowing.exclude.map { Glob($0) }
    }
}

extension Surface {
    /// The narrower of this surface and the one that a request names; nil names none.
    fileprivate func narrowed(to name: String?) throws -> Surface {
        guard let name else { return self }
        guard let wanted = Surface(rawValue: name) else {
            throw Selection.Refusal(
                message:
                    "There is no surface \(name.prefix(40).debugDescription); there are full, default and discover.")
        }
        let order: [Surface] = [.full, .default, .discover]
        return (order.firstIndex(of: wanted) ?? 0) > (order.firstIndex(of: self) ?? 0) ? wanted : self
    }
}
