import Catalogue
import Gateway
import JSON
import MCP

/// Reads from the provider for resources and suggestions: the same senders, policy and gateway as for tools.
struct ProviderReads: Sendable {
    let senders: Senders
    private let surroundings: Surroundings

    init(_ senders: Senders, surroundings: Surroundings = .real) {
        self.senders = senders
        self.surroundings = surroundings
    }

    var environment: ToolEnvironment { senders.environment }

    /// Whether this server's policy lets its clients name an endpoint.
    func allows(_ endpoint: String) -> Bool {
        guard let endpoint = Catalogue.endpoint(named: endpoint) else { return false }
        return environment.policy.offers(
            endpoint.name, isReadOnly: endpoint.isReadOnly, isDestructive: endpoint.isDestructive)
    }

    /// What an endpoint answers; throws the API's error in its own sentence.
    func object(_ endpoint: String, _ arguments: Members, for caller: Caller) async throws -> TreatedAnswer {
        try await reporting(to: caller) { try await TreatedAnswer(whole: try await send(endpoint, arguments, caller)) }
    }

    /// What an endpoint answers about one object; nil where the provider has no such object.
    func objectIfAny(_ endpoint: String, _ arguments: Members, for caller: Caller) async throws -> TreatedAnswer? {
        try await reporting(to: caller) {
            do {
                return try await TreatedAnswer(whole: try await send(endpoint, arguments, caller))
            } catch let error as APIError where error.kind == .notFound || error.kind == .modelNotFound {
                return nil
            }
        }
    }

    /// The bytes that an endpoint answers.
    func bytes(_ endpoint: String, _ arguments: Members, for caller: Caller) async throws -> [UInt8] {
        try await reporting(to: caller) {
            let answer = try await send(endpoint, arguments, caller)
            let whole = try await gather(answer, with: ResponseStreamGatherer.self, onDelta: { _ in })
            guard case .bytes(let bytes) = whole.body else { return [] }
            return bytes
        }
    }

    /// A value that is nice to have: nil where it does not come in time, or not at all.
    ///
    /// Throws only where the request that wants it was cancelled.
    func hoped<Value: Sendable>(
        within limit: Duration, for work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let value = await withTaskGroup(of: Value?.self) { group in
            group.addTask { try? await work() }
            group.addTask { [surroundings] in
                try? await surroundings.sleep(limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        try Task.checkCancellation()
        return value
    }

    /// Seconds since 1970.
    var now: Double { surroundings.now() }

    private func send(_ endpoint: String, _ arguments: Members, _ caller: Caller) async throws -> Answer {
        guard let sender = senders[endpoint] else {
            throw APIError(.serverError, "this build has no endpoint named '\(endpoint)', report it to whoever made it")
        }
        let checked = try sender.check(JSONDocument(arguments.encoded).root)
        return try await sender.send(sender.request(checked, caller: caller, streams: false))
    }

    private func reporting<Value: Sendable>(
        to caller: Caller, _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await work()
        } catch let error where !(error is CancellationError || error is ArgumentFault || error is ProtocolError) {
            let error = APIError(error, effect: .reads, redactor: environment.redactor(for: caller))
            throw ProtocolError(.internalError, error.message, data: error.json)
        }
    }
}
