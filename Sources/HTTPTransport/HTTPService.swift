import Logging
import MCP
import NIOCore
import NIOSSL
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Serves MCP servers over Streamable HTTP until told to stop.
///
/// `/mcp` is the joined server, `/{name}/mcp` one of them; a provider key may follow in the path. `/health` and
/// `/ready` are for orchestrators.
public struct HTTPService: Service, CustomStringConvertible {
    private let configuration: HTTPConfiguration
    private let responder: Responder
    private let health: Health
    private let work: PendingWork
    private let sessions: Sessions
    private let servers: [MCP.Server]
    private let eventPairs: EventPairs
    private let listener: Listener
    private let onListening: @Sendable (_ host: String, _ port: Int) async -> Void
    private let logger: Logger

    /// Prepares to listen; throws ``HTTPConfigurationError`` where that cannot work.
    ///
    /// - Parameters:
    ///   - joined: what `/mcp` serves; nil: there is no such endpoint.
    ///   - servers: what `/{name}/mcp` serves, by name.
    ///   - uploads: takes what is posted to `/uploads`; nil: there is no such path.
    ///   - routes: what is served beside.
    ///   - makePrincipal: turns what HTTP knows of a caller into what tools know.
    ///   - visibility: what a caller may see of a server; the name is empty for the joined one.
    ///   - narrow: makes the narrower form of a server that a request asks for; nil leaves every server as it is.
    ///   - isReady: whether `/ready` says so.
    ///   - onListening: told the address once connections are taken; port 0 has become a real one.
    public init(
        _ configuration: HTTPConfiguration, joined: MCP.Server?, servers: [String: MCP.Server] = [:],
        uploads: (any UploadSink)? = nil, routes: [PlainRoute] = [], logger: Logger,
        makePrincipal: @escaping @Sendable (Identity) -> any Principal,
        visibility: @escaping @Sendable (_ server: String, Identity) -> Visibility = { _, _ in .whole },
        narrow: (@Sendable (_ name: String, Narrowing) throws -> MCP.Server)? = nil,
        isReady: @escaping @Sendable () async -> Bool = { true },
        onListening: @escaping @Sendable (_ host: String, _ port: Int) async -> Void = { _, _ in }
    ) throws(HTTPConfigurationError) {
        let secrets = Secrets(configuration.sessionSecret)
        let sessions = Sessions(seal: SessionSeal(key: secrets.sealing))
        let work = PendingWork(configuration)
        let eventPairs = EventPairs(work: work, limits: .init(size: configuration.bodyLimit))
        var all = servers
        if let joined { all[RouteTable.joined] = joined }
        let endpoints = all.map { name, server in
            StreamableHTTP(
                name: name, server: server, sessions: sessions, work: work,
                limits: .init(size: configuration.bodyLimit))
        }
        health = Health(isReady: isReady)
        responder = Responder(
            configuration: configuration, origins: try OriginPolicy(configuration),
            credentials: Credentials(configuration, secrets: secrets),
            routes: RouteTable(
                servers: servers.keys.sorted(), hasJoined: joined != nil, takesUploads: uploads != nil,
                servesSSE: configuration.servesSSE, plain: routes),
            endpoints: Dictionary(uniqueKeysWithValues: endpoints.map { ($0.name, $0) }), health: health, work: work,
            uploads: uploads.map { Uploads($0, configuration) },
            narrowed: NarrowedServers { [all] name, narrowing in
                guard let server = all[name] else { throw HTTPConfigurationError("there is no such server") }
                guard let narrow else { return server }
                let narrowed = try narrow(name, narrowing)
                // Who listens to a part hears what is told of the whole.
                if narrowed !== server { server.changes.lead(narrowed.changes) }
                return narrowed
            },
            eventPairs: eventPairs, visibility: visibility, makePrincipal: makePrincipal, logger: logger)
        listener = Listener(configuration, tls: try configuration.tls?.context(), responder: responder)
        self.configuration = configuration
        self.work = work
        self.sessions = sessions
        self.servers = Array(all.values)
        self.eventPairs = eventPairs
        self.onListening = onListening
        self.logger = logger
    }

    /// Changes who may call, from the next request on.
    public func replace(callers: KnownCallers) {
        responder.credentials.callers.value = callers
        responder.narrowed.clear()
    }

    /// Listens and serves. Returns after a graceful shutdown, at the latest once the drain time is over: a client that
    /// keeps its side of a connection open does not hold the process.
    public func run() async throws {
        let address: SocketAddress?
        do {
            address = try await listener.open()
        } catch {
            throw HTTPConfigurationError(
                "cannot listen on \(configuration.host):\(configuration.port): \(Self.reason(error))")
        }
        await onListening(address?.ipAddress ?? configuration.host, address?.port ?? configuration.port)
        let supervision = Task { await work.supervise(also: { sessions.streams.sweep() }) }
        if (try? await gracefulShutdown()) != nil { await drain() }
        supervision.cancel()
        work.close()
        listener.close()
        await listener.emptied(within: .milliseconds(500))
    }

    /// Runs alone in the process until SIGTERM or SIGINT.
    public func runUntilSignalled() async throws {
        // What fails in earnest is thrown.
        var logger = logger
        logger.logLevel = max(logger.logLevel, .critical)
        let group = ServiceGroup(
            services: [self], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    /// Waits for what is in flight, then ends it with an error that its clients can still read.
    private func drain() async {
        health.drain()
        for server in servers { server.changes.close() }
        eventPairs.endIdle()
        logger.info("draining", metadata: ["in-flight": "\(work.count)"])
        listener.drain()
        await listener.emptied(within: configuration.drainTime)
        work.failAll("The server is shutting down.")
        await listener.emptied(within: .milliseconds(500))
    }

    /// Named so in logs, which must not show what is inside.
    public var description: String { "HTTP service" }

    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }
}
