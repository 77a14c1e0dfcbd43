import JSON
import Logging
import MCP
import NIOHTTP1

/// What becomes of a request whose head is there.
enum Reception: Sendable {
    /// It is answered without its body.
    case answer(Answer)
    /// Its whole body is wanted, of so many bytes at most.
    case body(limit: Int, @Sendable ([UInt8]) -> Reception)
    /// A task takes the body as it comes, and throws where the connection is of no more use.
    case upload(@Sendable (IncomingBody) async throws -> Answer)
    /// A task finds the answer.
    case task(@Sendable () async -> Answer)
}

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

    /// A request on its way to an answer. An object, for many hold it.
    final class Arrived: Sendable {
        let head: HTTPRequestHead
        let fields: RequestFields
        let connection: ClientConnection
        /// Whom the request is meant for: the Host, or what the target itself says (RFC 9112, section 3.2.2).
        let host: String?
        /// Without the query.
        let path: Substring
        let query: Substring

        /// Whether the client knows no later version than HTTP/1.0.
        var isOld: Bool { head.version.major == 1 && head.version.minor == 0 }

        init(_ head: HTTPRequestHead, _ fields: RequestFields, _ connection: ClientConnection) {
            self.head = head
            self.fields = fields
            self.connection = connection
            let (authority, target) = Self.split(head.uri)
            host = authority ?? fields.host
            path = target[..<(target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex)]
            query = target[path.endIndex...].dropFirst()
        }

        /// The authority of a target in absolute form, and its path with the query.
        private static func split(_ target: String) -> (authority: String?, target: Substring) {
            guard !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") else { return (nil, target[...]) }
            let rest = target[scheme.upperBound...]
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            let path = rest[end...]
            return (String(rest[..<end]), path.isEmpty ? "/" : path)
        }
    }

    /// Says what becomes of a request, and which headers its answer has, whatever it is.
    func receive(_ request: Arrived) -> (Reception, extra: HTTPHeaders) {
        var extra = HTTPHeaders()
        let destination = routes.destination(of: request.path)
        let reception = attempt(request, destination) { () throws(Refusal) in
            guard !request.fields.hasSecondHost else { throw Refusal(.badRequest, "A request has one Host.") }
            if case .health = destination { return .answer(try read(request, health.alive)) }
            if case .ready = destination {
                _ = try read(request, health.alive)
                return .task { await health.ready() }
            }
            // RFC 9112, section 3.2.
            guard request.host != nil || request.isOld else {
                throw Refusal(.badRequest, "A request says in Host whom it is meant for.")
            }
            guard origins.allows(host: request.host, at: request.connection.localAddress?.ipAddress) else {
                throw Refusal(
                    .forbidden, "The Host of the request is not served here; add it to the allowed hosts.")
            }
            if let origin = request.fields.origin {
                guard origins.allows(origin: origin) else {
                    throw Refusal(.forbidden, "Pages of this Origin may not call; add it to the allowed origins.")
                }
                extra = CrossOrigin.fields(for: origin)
            }
            return try receive(request, destination)
        }
        return (reception, extra)
    }

    /// What a refusal is answered with; nothing more comes on a connection that it closes.
    func answer(_ refusal: Refusal, to request: Arrived, _ destination: RouteTable.Destination) -> Answer {
        logger.debug("refused", metadata: ["status": "\(refusal.status.code)", "reason": "\(refusal.message)"])
        // Whether the body still comes is open (RFC 9110, section 10.1.1), so the connection is of no more use.
        let refusal = request.fields.expectsContinue ? refusal.closing : refusal
        if case .uploads = destination { return refusal.closing.plainAnswer }
        return refusal.answer(isStateless: VersionHeader(request.fields.protocolVersion).isStateless)
    }

    private func attempt(
        _ request: Arrived, _ destination: RouteTable.Destination, _ step: () throws(Refusal) -> Reception
    ) -> Reception {
        do throws(Refusal) {
            return try step()
        } catch {
            return .answer(answer(error, to: request, destination))
        }
    }

    private func receive(
        _ request: Arrived, _ destination: RouteTable.Destination
    ) throws(Refusal) -> Reception {
        switch destination {
        case .endpoint(let name, let key):
            guard let endpoint = endpoints[name] else { throw unknownPath }
            return try receive(request, destination, endpoint, pathKey: key)
        case .plain(let takers):
            return try receive(request, destination, takers)
        case .uploads:
            guard let uploads else { throw unknownPath }
            return try receive(request, destination, uploads)
        case .eventStream(let name):
            guard let endpoint = endpoints[name] else { throw unknownPath }
            if request.head.method == .OPTIONS { return preflight(request, EventPairs.streamMethods) }
            guard request.head.method == .GET else { throw Refusal.method(allowed: EventPairs.streamMethods) }
            let arrival = try arrival(request, pathKey: nil)
            let server = try narrowed(endpoint, request, for: arrival.identity).server
            return .answer(try eventPairs.open(server, arrival))
        case .messages:
            return try receiveMessage(request, destination)
        case .health, .ready, .nothing:
            throw unknownPath
        }
    }

    private func receive(
        _ request: Arrived, _ destination: RouteTable.Destination, _ endpoint: StreamableHTTP, pathKey: String?
    ) throws(Refusal) -> Reception {
        if request.head.method == .OPTIONS { return preflight(request, StreamableHTTP.methods) }
        let arrival = try arrival(request, pathKey: pathKey)
        let endpoint = try narrowed(endpoint, request, for: arrival.identity)
        switch request.head.method {
        case .POST:
            try RequestBody.checkIsJSON(request.fields)
            return .body(limit: configuration.bodyLimit) { body in
                attempt(request, destination) { () throws(Refusal) in .answer(try endpoint.post(body, arrival)) }
            }
        case .GET: return .answer(try endpoint.get(arrival))
        case .DELETE: return .answer(try endpoint.delete(arrival))
        default: throw Refusal.method(allowed: StreamableHTTP.methods)
        }
    }

    private func receiveMessage(
        _ request: Arrived, _ destination: RouteTable.Destination
    ) throws(Refusal) -> Reception {
        if request.head.method == .OPTIONS { return preflight(request, EventPairs.messageMethods) }
        guard request.head.method == .POST else { throw Refusal.method(allowed: EventPairs.messageMethods) }
        let identity = try identify(request, pathKey: nil)
        try RequestBody.checkIsJSON(request.fields)
        let session = PercentEncoding.query(request.query).first { $0.name == "session" }?.value
        return .body(limit: configuration.bodyLimit) { body in
            .task {
                do throws(Refusal) {
                    return try await eventPairs.post(body, session: session, from: identity)
                } catch {
                    return answer(error, to: request, destination)
                }
            }
        }
    }

    private func receive(
        _ request: Arrived, _ destination: RouteTable.Destination, _ uploads: Uploads
    ) throws(Refusal) -> Reception {
        if request.head.method == .OPTIONS { return preflight(request, Uploads.methods) }
        guard request.head.method == .POST else { throw Refusal.method(allowed: Uploads.methods) }
        let principal = makePrincipal(try identify(request, pathKey: nil))
        let intake = try uploads.intake(request.fields, from: principal)
        return .upload { body in
            do {
                return try await uploads.take(body, intake)
            } catch let refusal as Refusal {
                return answer(refusal, to: request, destination)
            }
        }
    }

    private func receive(
        _ request: Arrived, _ destination: RouteTable.Destination, _ takers: [PlainRoute]
    ) throws(Refusal) -> Reception {
        let methods = (takers.map(\.method) + ["OPTIONS"]).joined(separator: ", ")
        if request.head.method == .OPTIONS { return preflight(request, methods) }
        guard let route = takers.first(where: { $0.method == request.head.method.rawValue }) else {
            throw Refusal.method(allowed: methods)
        }
        return .body(limit: configuration.bodyLimit) { body in
            let plain = PlainRequest(
                method: route.method, path: String(request.path), query: PercentEncoding.query(request.query),
                headers: request.head.headers.map { ($0.name.lowercased(), $0.value) }, body: body)
            let pending = PendingPlain()
            let part = PendingWork.Part(key: work.unnamed()) { await pending.run(route, plain) }
            return attempt(request, destination) { () throws(Refusal) in
                _ = try work.start([part], pending, on: request.connection, isCancelledWithIt: true)
                return .answer(.pending(pending))
            }
        }
    }

    // MARK: Parts

    private func identify(_ request: Arrived, pathKey: String?) throws(Refusal) -> Identity {
        try credentials.identify(request.fields, request.head.headers, pathKey: pathKey, on: request.connection)
    }

    private func arrival(_ request: Arrived, pathKey: String?) throws(Refusal) -> StreamableHTTP.Arrival {
        let identity = try identify(request, pathKey: pathKey)
        return StreamableHTTP.Arrival(
            fields: request.fields, identity: identity, principal: makePrincipal(identity),
            connection: request.connection)
    }

    /// The endpoint as its caller may see it, and this request wants to.
    private func narrowed(
        _ endpoint: StreamableHTTP, _ request: Arrived, for identity: Identity
    ) throws(Refusal) -> StreamableHTTP {
        var narrowing = try Narrowing(request.fields, query: request.query)
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

    private func preflight(_ request: Arrived, _ methods: String) -> Reception {
        .answer(CrossOrigin.preflight(request.head.headers, methods: methods))
    }

    private func read(_ request: Arrived, _ answer: Answer) throws(Refusal) -> Answer {
        guard [.GET, .HEAD].contains(request.head.method) else { throw .method(allowed: "GET, HEAD") }
        return answer
    }

    private var unknownPath: Refusal {
        let paths = routes.endpointPaths.joined(separator: ", ")
        return Refusal(.notFound, "There is no server at this path; the paths are \(paths).", code: .methodNotFound)
    }
}
