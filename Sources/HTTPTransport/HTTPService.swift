import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import MCP
import NIOCore
import NIOPosix
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
    private let disconnects: DisconnectMonitor
    private let tls: TLSConfiguration?
    private let onListening: @Sendable (_ host: String, _ port: Int) async -> Void
    private let logger: Logger
    private let executors = LoopExecutors(MultiThreadedEventLoopGroup.singleton)
    private let date = DateHeader()

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
        let disconnects = DisconnectMonitor()
        let work = PendingWork(configuration, disconnects: disconnects)
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
            uploads: uploads.map { Uploads($0, configuration, disconnects: disconnects) },
            narrowed: NarrowedServers { [all] name, narrowing in
                guard let server = all[name] else { throw HTTPConfigurationError("there is no such server") }
                guard let narrow else { return server }
                let narrowed = try narrow(name, narrowing)
                // Who listens to a part hears what is told of the whole.
                if narrowed !== server { server.changes.lead(narrowed.changes) }
                return narrowed
            },
            eventPairs: eventPairs, visibility: visibility, makePrincipal: makePrincipal, logger: logger)
        tls = try configuration.tls?.configuration()
        self.configuration = configuration
        self.work = work
        self.sessions = sessions
        self.servers = Array(all.values)
        self.eventPairs = eventPairs
        self.disconnects = disconnects
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
        let listener = try listener()
        let ended = Mailbox<(any Error)?>()
        let serving = Task {
            do {
                try await listener.run()
                ended.offer(nil)
            } catch {
                ended.offer(error)
            }
        }
        let supervision = Task { await work.supervise(also: { sessions.streams.sweep() }) }
        let draining = Task {
            guard (try? await gracefulShutdown()) != nil else { return }
            await drain()
            serving.cancel()
            work.close()
            try? await Task.sleep(for: .milliseconds(500))
            ended.offer(nil)
        }
        let outcome = await withTaskCancellationHandler {
            await ended.take()
        } onCancel: {
            ended.close()
        }
        for task in [serving, supervision, draining] { task.cancel() }
        work.close()
        if let error = outcome.first ?? nil {
            let address = "\(configuration.host):\(configuration.port)"
            throw HTTPConfigurationError("cannot listen on \(address): \(Self.reason(error))")
        }
    }

    /// Runs alone in the process until SIGTERM or SIGINT.
    public func runUntilSignalled() async throws {
        let group = ServiceGroup(
            services: [self], gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger)
        try await group.run()
    }

    /// Waits for what is in flight, then ends it with an error that its clients can still read.
    private func drain() async {
        health.drain()
        for server in servers { server.changes.close() }
        eventPairs.endIdle()
        logger.info("draining", metadata: ["in-flight": "\(work.count)"])
        try? await Task.sleep(for: configuration.drainTime)
        work.failAll("The server is shutting down.")
        try? await Task.sleep(for: .milliseconds(500))
    }

    /// Named so in logs, which must not show what is inside.
    public var description: String { "HTTP service" }

    // MARK: Listener

    /// Hummingbird tells at trace level what came over the wire, which may hold a key, and calls it an error when a
    /// connection ends with the server. What fails in earnest is thrown.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .critical)
        return quiet
    }

    private func handlers() -> [any RemovableChannelHandler] {
        [
            disconnects.makeHandler(),
            StallGuard(
                limit: TimeAmount(configuration.requestTimeout),
                // Only what it needs: there is one for each connection.
                longest: { [time = TimeAmount(configuration.uploadTimeout)] head in
                    head.path?.hasPrefix(RouteTable.uploads) == true ? time : nil
                }),
        ]
    }

    private func announce(_ channel: any Channel) async {
        await onListening(
            channel.localAddress?.ipAddress ?? configuration.host, channel.localAddress?.port ?? configuration.port)
    }

    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }

    private func listener() throws -> any Service {
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: handlers(),
            idleTimeout: TimeAmount(configuration.idleTimeout))
        var builder = HTTPServerBuilder.http1(configuration: channel)
        if let tls { builder = try .tls(builder, tlsConfiguration: tls) }
        return try builder.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
                availableConnectionsDelegate: .maximum(configuration.maxConnections, logger: quietLogger)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quietLogger,
            responder: { request, writer, channel in try await respond(to: request, writer, channel) },
            onServerRunning: { channel in await announce(channel) })
    }

    /// Handles a request on the event loop of its connection.
    private func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        var writer: ResponseWriter? = consume writer
        try await withTaskExecutorPreference(executors[channel.eventLoop]) {
            guard let writer = writer.take() else { return }
            try await handle(request, writer, channel)
        }
    }

    private func handle(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let fields = RequestFields(request.headers)
        var (answer, extra) = try await responder.answer(request, fields, channel, writer)
        extra[.date] = date.text()
        if health.drains { extra[.connection] = "close" }
        let output = AnswerWriter(writer, extra: extra, isHead: request.method == .head)
        switch answer {
        case .whole(let status, let fields, let body):
            try await output.write(status, fields, body)
        case .pending(let pending):
            defer {
                disconnects.unwatch(channel)
                pending.abandon()
            }
            try await output.write(pending)
        case .subscription(let reply):
            defer {
                disconnects.unwatch(channel)
                reply.abandon()
            }
            try await output.write(reply)
        case .plain(let pending):
            defer {
                disconnects.unwatch(channel)
                pending.abandon()
            }
            try await output.write(pending)
        }
    }
}
