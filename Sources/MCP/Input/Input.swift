import JSON
import Synchronization

/// How the handler of one request asks its client for something.
///
/// A handler asks in the same words whatever the client speaks. Clients of the handshake revisions are sent requests on
/// the stream of their own. A stateless client is answered with what is asked and sends its request again, with which
/// the handler begins anew: it asks before it does anything that must not be done twice. A task waits for its answers.
public struct Input: Sendable {
    /// The ways in which a question reaches a client.
    enum Way: Sendable {
        /// The client asks again with its answers (2026-07-28).
        case retry(Retry)
        /// Requests go to the client while it waits (until 2025-11-25).
        case live(SessionState, any Outlet)
        /// Answers come to the task.
        case task(RunningTask)
        /// There is no way back to the client.
        case none
    }

    /// What a stateless request brought along, and how to go on.
    struct Retry: Sendable {
        let origin: RequestState.Origin
        let responses: JSONView?
        /// nil: the request brought no state.
        let state: RequestState?
        let sealer: (any Sealer)?
        let now: @Sendable () -> Double
    }

    private let way: Way
    private let client: ClientDescription
    private let answers: Answers

    init(_ way: Way, client: ClientDescription, answers: Answers = Answers()) {
        self.way = way
        self.client = client
        self.answers = answers
    }

    /// No way to ask, as in a test.
    public static func none(_ client: ClientDescription) -> Input { Input(.none, client: client) }

    /// The same answers, and another way to ask for more.
    func continued(by way: Way) -> Input { Input(way, client: client, answers: answers) }

    /// Whether the client can be asked.
    public func canAsk(_ capability: ClientCapability) -> Bool {
        if case .none = way { return false }
        return client.declares(capability)
    }

    /// Asks one thing.
    public func ask(_ key: String, _ request: InputRequest, sealed: Bool = false) async throws -> InputResponse {
        let responses = try await ask([(key, request)], sealed: sealed)
        guard let response = responses[key] else { throw CancellationError() }
        return response
    }

    /// Asks several things at once and returns the answers by key. What has been answered is not asked again.
    ///
    /// Throws ``ProtocolError`` where the client cannot be asked, or answers with something else. Rethrow what else
    /// comes: it may stand for the question itself.
    ///
    /// - Parameter sealed: only answers to a question that this server has asked count; for what must not be skipped.
    public func ask(
        _ requests: [(key: String, request: InputRequest)], sealed: Bool = false
    ) async throws -> [String: InputResponse] {
        var found: [String: InputResponse] = [:]
        for (key, _) in requests { found[key] = answers[key] }
        let open = requests.filter { found[$0.key] == nil }
        guard !open.isEmpty else { return found }
        for (_, request) in open { try client.require(request.capability) }
        switch way {
        case .retry(let retry):
            found.merge(try retry.answers(to: open, known: answers, sealed: sealed)) { $1 }
        case .live(let session, let outlet):
            for (key, request) in open {
                let result = try await session.inquiries.ask(request, over: outlet)
                found[key] = try request.response(result, key: key)
            }
        case .task(let task):
            found.merge(try await task.ask(open)) { $1 }
        case .none:
            throw ProtocolError(.invalidRequest, "The client cannot be asked over this connection.")
        }
        for (key, _) in open { answers[key] = found[key] }
        return found
    }
}

/// The answers that one request has got so far.
final class Answers: Sendable {
    private let items: Mutex<[(key: String, response: InputResponse)]>

    init(_ items: [(key: String, response: InputResponse)] = []) { self.items = Mutex(items) }

    subscript(key: String) -> InputResponse? {
        get { items.withLock { items in items.first { $0.key == key }?.response } }
        set {
            items.withLock { items in
                items.removeAll { $0.key == key }
                if let newValue { items.append((key, newValue)) }
            }
        }
    }

    /// All, in the order in which they came.
    var all: [(key: String, response: InputResponse)] { items.withLock { $0 } }
}

extension Input.Retry {
    /// Reads what a request brought; throws `invalidParams` where it cannot be believed.
    init(
        _ params: JSONView?, method: String, name: String, caller: String, features: Features
    ) throws(ProtocolError) {
        origin = RequestState.Origin(
            caller: caller, method: method, name: name, arguments: params?["arguments"])
        let given = params?["inputResponses"].flatMap { $0.isNull ? nil : $0 }
        if let given, given.kind != .object {
            throw ProtocolError(.invalidParams, "\"inputResponses\" must be an object with one answer for each key.")
        }
        responses = given
        sealer = features.sealer
        now = features.now
        guard let text = params?["requestState"].flatMap({ $0.isNull ? nil : $0 }) else {
            state = nil
            return
        }
        guard let text = text.string else {
            throw ProtocolError(.invalidParams, "\"requestState\" must be the string that the server gave you.")
        }
        state = try RequestState(text, for: origin, by: sealer, now: features.now())
    }

    /// The answers that earlier rounds have brought.
    var earlier: Answers {
        Answers(state?.answers.map { ($0.key, InputResponse(raw: $0.raw)) } ?? [])
    }

    fileprivate func answers(
        to requests: [(key: String, request: InputRequest)], known: Answers, sealed: Bool
    ) throws -> [String: InputResponse] {
        var found: [String: InputResponse] = [:]
        var missing: [(key: String, request: InputRequest)] = []
        for (key, request) in requests {
            if !sealed || state?.asked.contains(key) == true, let view = responses?[key] {
                found[key] = try request.response(view, key: key)
                known[key] = found[key]
            } else {
                missing.append((key, request))
            }
        }
        guard !missing.isEmpty else { return found }
        let keys = Set(missing.map(\.key))
        throw InputRequired(requests: missing, state: try state(after: known, asking: keys, sealed: sealed))
    }

    private func state(after known: Answers, asking keys: Set<String>, sealed: Bool) throws -> String? {
        let answers = known.all.map { (key: $0.key, raw: $0.response.raw) }
        guard sealed || !answers.isEmpty else { return nil }
        guard let sealer else {
            throw ProtocolError(.internalError, "The server has no key to seal what was answered so far.")
        }
        return try RequestState(answers: answers, asked: keys.union(state?.asked ?? []))
            .sealed(for: origin, by: sealer, now: now())
    }
}
