import Catalogue
import Gateway
import JSON
import MCP
import Synchronization

/// Calls one endpoint: checks arguments, builds the request, sends it. What becomes of the answer is not its business.
final class EndpointSender: Sendable {
    let endpoint: Endpoint
    private let environment: ToolEnvironment
    private let fields: FieldTable
    private let requests: RequestBuilder

    init(_ endpoint: Endpoint, environment: ToolEnvironment) {
        self.endpoint = endpoint
        self.environment = environment
        fields = FieldTable(endpoint, Offer.endpoint(endpoint).signature(under: environment.confirmation))
        requests = RequestBuilder(endpoint, environment: environment)
    }

    /// The arguments of a call, or why they do not fit.
    func check(_ arguments: JSONView?) throws(ArgumentFault) -> Arguments {
        do {
            return try fields.check(arguments ?? Self.nothing)
        } catch {
            throw ArgumentFault(error.message)
        }
    }

    /// - Parameters:
    ///   - streams: whether somebody listens to progress, so that a stream is worth asking for.
    ///   - defaults: what a composed tool fills in where neither its caller nor the settings say anything.
    ///   - attached: files that some of the arguments only refer to.
    ///   - origin: what the call is made for.
    func request(
        _ arguments: Arguments, caller: Caller, streams: Bool, defaults: CallDefaults? = nil,
        attached: Attachments = Attachments(), origin: CallOrigin = CallOrigin()
    ) async throws -> Call {
        let requests = defaults.map { self.requests.adding($0) } ?? self.requests
        var call = try await requests.call(arguments, caller: caller, streams: streams, attached: attached)
        call.server = environment.server
        call.tool = origin.tool ?? endpoint.name
        call.cache = origin.cache ?? arguments.cacheChoice
        return call
    }

    /// The provider's answer if it is a success; throws ``Gateway/APIError`` if it is not.
    func send(_ call: Call) async throws -> Answer {
        if let refusal = environment.policy.refusal(of: endpoint) { throw APIError(.permission, refusal) }
        try refuseIfOver()
        let answer = try await environment.upstream.send(call)
        guard answer.isSuccess else {
            throw APIError(
                try await gather(answer, with: ResponseStreamGatherer.self, onDelta: { _ in }),
                redactor: environment.redactor(for: call.caller), now: Surroundings.real.now())
        }
        return answer
    }

    /// What OpenAI has switched off is not asked for there; another provider may well have it.
    private func refuseIfOver() throws {
        guard environment.provider == .openai, endpoint.lifecycle.isOver(on: environment.today()),
            case .deprecated(let day?, let successor) = endpoint.lifecycle
        else { return }
        throw APIError(
            .endpointRetired,
            "OpenAI switched off \(endpoint.method.rawValue) \(endpoint.path) on \(day), use \(successor); a provider that still has it is reached with --base-url"
        )
    }

    private static let nothing = (try? JSONDocument("{}"))!.root
}

/// A sender for every endpoint of the catalogue, made when it is first asked for.
final class Senders: Sendable {
    let environment: ToolEnvironment
    private let made = Mutex<[String: EndpointSender]>([:])

    init(_ environment: ToolEnvironment) { self.environment = environment }

    /// The sender of an endpoint by the name of its tool, or nil where the catalogue has none.
    subscript(name: String) -> EndpointSender? { Catalogue.endpoint(named: name).map { self[$0] } }

    subscript(endpoint: Endpoint) -> EndpointSender {
        made.withLock { made in
            if let sender = made[endpoint.name] { return sender }
            let sender = EndpointSender(endpoint, environment: environment)
            made[endpoint.name] = sender
            return sender
        }
    }
}
