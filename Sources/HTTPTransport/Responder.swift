import HTTPTypes
import HummingbirdCore
import JSON
import Logging
import MCP
import NIOCore

/// Decides who answers a request, after the checks that hold for all.
struct Responder: Sendable {
    let configuration: HTTPConfiguration
    let origins: OriginPolicy
    let credentials: Credentials
    let routes: RouteTable
    let endpoints: [String: StreamableHTTP]
    let health: Health
    let work: PendingWork
    let uploads: Uploads?
    let narrowed: NarrowedServers
    let eventPairs: EventPairs
    /// What a caller may see of the server of a name.
    let visibility: @Sendable (_ server: String, Identity) -> Visibility
    let makePrincipal: @Sendable (Identity) -> any Principal
    let logger: Logger

    /// Answers a request. Throws only where the connection is of no more use.
    func answer(
        _ request: Request, _ fields: RequestFields, _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> (Answer, HTTPFields) {
        var extra = HTTPFields()
        let target = request.head.path ?? "/"
        let path = target[..<(target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex)]
        let destination = routes.destination(of: path)
        do {
            guard !fields.hasSecondHost else { throw Refusal(.badRequest, "A request has one Host.") }
            if case .health = destination { return (try read(request, health.alive), extra) }
            if case .ready = destination { return (try read(request, await health.ready()), extra) }
            guard origins.allows(host: request.head.authority, at: channel.localAddress?.ipAddress) else {
                throw Refusal(.forbidden, "The Host of the request is not served here; add it to the allowed hosts.")
            }
            if let origin = fields.origin {
                guard origins.allows(origin: origin) else {
                    throw Refusal(.forbidden, "Pages of this Origin may not call; add it to the allowed origins.")
                }
                extra = CrossOrigin.fields(for: origin)
            }
            return (
                try await answer(
                    request, fields, to: destination, path, target[path.endIndex...].dropFirst(), channel, writer),
                extra
            )
        } catch let refusal as Refusal {
            logger.debug("refused", metadata: ["status": "\(refusal.status.code)", "reason": "\(refusal.message)"])
            // Whether the body still comes is open (RFC 9110, section 10.1.1), so the connection is of no more use.
            if fields.expectsContinue { extra[.connection] = "close" }
            if case .uploads = destination { return (refusal.closing.plainAnswer, extra) }
            return (refusal.answer(isStateless: VersionHeader(fields.protocolVersion).isStateless), extra)
        }
    }

    private func answer(
        _ request: Request, _ fields: RequestFields, to destination: RouteTable.Destination, _ path: Substring,
        _ query: Substring, _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        switch destination {
        case .endpoint(let name, let key):
            guard let endpoint = endpoints[name] else { throw unknownPath }
            return try await answer(request, fields, endpoint, pathKey: key, query, channel, writer)
        case .plain(let takers):
            return try await answer(request, fields, takers, path, query, channel, writer)
        case .uploads:
            guard let uploads else { throw unknownPath }
            return try await answer(request, fields, uploads, channel, writer)
        case .eventStream(let name):
            guard let endpoint = endpoints[name] else { throw unknownPath }
            if request.method == .options {
                return CrossOrigin.preflight(request.headers, methods: EventPairs.streamMethods)
            }
            guard request.method == .get else { throw Refusal.method(allowed: EventPairs.streamMethods) }
            let arrival = try await arrival(request, fields, pathKey: nil, channel)
            return try eventPairs.open(try narrowed(endpoint, fields, query, for: arrival.identity).server, arrival)
        case .messages:
            if request.method == .options {
                return CrossOrigin.preflight(request.headers, methods: EventPairs.messageMethods)
            }
            guard request.method == .post else { throw Refusal.method(allowed: EventPairs.messageMethods) }
            let identity = try await credentials.identify(fields, request.headers, pathKey: nil, on: channel)
            try RequestBody.checkIsJSON(fields)
            let body = try await request.body.bytes(fields, limit: configuration.bodyLimit, writer)
            let session = PercentEncoding.query(query).first { $0.name == "session" }?.value
            return try await eventPairs.post(body, session: session, from: identity)
        case .health, .ready, .nothing:
            throw unknownPath
        }
    }

    private func arrival(
        _ request: Request, _ fields: RequestFields, pathKey: String?, _ channel: any Channel
    ) async throws(Refusal) -> StreamableHTTP.Arrival {
        let identity = try await credentials.identify(fields, request.headers, pathKey: pathKey, on: channel)
        return StreamableHTTP.Arrival(
            fields: fields, identity: identity, principal: makePrincipal(identity), channel: channel)
    }

    /// The endpoint as its caller may see it, and this request wants to.
    private func narrowed(
        _ endpoint: StreamableHTTP, _ fields: RequestFields, _ query: Substring, for identity: Identity
    ) throws(Refusal) -> StreamableHTTP {
        var narrowing = try Narrowing(fields, query: query)
        switch visibility(endpoint.name, identity) {
        case .whole: break
        case .narrowed(let granted): narrowing = narrowing?.and(granted) ?? granted
        case .refused(let reason): throw Refusal(.forbidden, reason)
        }
        guard let narrowing else { return endpoint }
        var endpoint = endpoint
        endpoint.server = try narrowed.server(endpoint.name, narrowing)
        return endpoint
    }

    private func answer(
        _ request: Request, _ fields: RequestFields, _ uploads: Uploads, _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        if request.method == .options { return CrossOrigin.preflight(request.headers, methods: Uploads.methods) }
        guard request.method == .post else { throw Refusal.method(allowed: Uploads.methods) }
        let identity = try await credentials.identify(fields, request.headers, pathKey: nil, on: channel)
        let principal = makePrincipal(identity)
        return try await uploads.take(request.body, fields, from: principal, channel, writer)
    }

    private func answer(
        _ request: Request, _ fields: RequestFields, _ endpoint: StreamableHTTP, pathKey: String?,
        _ query: Substring, _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        if request.method == .options { return CrossOrigin.preflight(request.headers, methods: StreamableHTTP.methods) }
        let arrival = try await arrival(request, fields, pathKey: pathKey, channel)
        let endpoint = try narrowed(endpoint, fields, query, for: arrival.identity)
        switch request.method {
        case .post:
            try RequestBody.checkIsJSON(fields)
            return try endpoint.post(
                try await request.body.bytes(fields, limit: configuration.bodyLimit, writer), arrival)
        case .get:
            return try endpoint.get(arrival)
        case .delete:
            return try endpoint.delete(arrival)
        default:
            throw Refusal.method(allowed: StreamableHTTP.methods)
        }
    }

    private func answer(
        _ request: Request, _ fields: RequestFields, _ takers: [PlainRoute], _ path: Substring, _ query: Substring,
        _ channel: any Channel,
        _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        let methods = (takers.map(\.method) + ["OPTIONS"]).joined(separator: ", ")
        if request.method == .options { return CrossOrigin.preflight(request.headers, methods: methods) }
        guard let route = takers.first(where: { $0.method == request.method.rawValue }) else {
            throw Refusal.method(allowed: methods)
        }
        let plain = PlainRequest(
            method: route.method, path: String(path), query: PercentEncoding.query(query),
            headers: request.headers.map { ($0.name.canonicalName, $0.value) },
            body: try await request.body.bytes(fields, limit: configuration.bodyLimit, writer))
        let pending = PendingPlain()
        let part = PendingWork.Part(key: work.unnamed()) { await pending.run(route, plain) }
        _ = try work.start([part], pending, cancelledWith: channel)
        return .plain(pending)
    }

    private func read(_ request: Request, _ answer: Answer) throws(Refusal) -> Answer {
        guard [.get, .head].contains(request.method) else { throw .method(allowed: "GET, HEAD") }
        return answer
    }

    private var unknownPath: Refusal {
        let paths = routes.endpointPaths.joined(separator: ", ")
        return Refusal(.notFound, "There is no server at this path; the paths are \(paths).", code: .methodNotFound)
    }
}
