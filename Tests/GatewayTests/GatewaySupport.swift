import Catalogue
import JSON
import Synchronization
import Testing

@testable import Gateway

/// Endpoints as the catalogue has them.
enum Endpoints {
    static let chat = Endpoint(
        "chat-create", .post, "/chat/completions", "Chat.", .computes, as: .chat, billable: true)
    static let response = Endpoint(
        "response-create", .post, "/responses", "Respond.", .computes, as: .response, billable: true)
    static let embedding = Endpoint(
        "embedding-create", .post, "/embeddings", "Embed.", .computes, as: .embeddings, billable: true)
    static let image = Endpoint(
        "image-generate", .post, "/images/generations", "Draw.", .computes, as: .saveImages, billable: true)
    static let batch = Endpoint("batch-create", .post, "/batches", "Batch.", .creates, billable: true)
    static let models = Endpoint("model-list", .get, "/models", "List.", .reads)
}

extension Call {
    /// A call whose body is the object in a JSON text.
    static func make(
        _ endpoint: Endpoint = Endpoints.chat, _ json: String = #"{"model":"gpt-4o","messages":[]}"#,
        caller: Caller = .local, server: String? = nil, streams: Bool = false
    ) -> Call {
        var members = Members()
        let document = try? JSONDocument(json)
        for (key, value) in document!.root.members { members[key] = value.raw }
        var call = Call(endpoint, body: .json(members), caller: caller, streams: streams)
        call.server = server
        return call
    }

    /// Its body as JSON.
    var json: String {
        guard case .json(let members) = body else { return "" }
        return String(decoding: members.encoded, as: UTF8.self)
    }
}

extension Caller {
    static func named(_ id: String) -> Caller { Caller(id: id, mayUseServerKey: true) }
    static func paying(_ id: String) -> Caller {
        Caller(id: id, key: SecretString("sk-own-\(id)"), mayUseServerKey: false)
    }
}

extension Answer {
    static func json(_ body: String, status: Int = 200) -> Answer {
        Answer(
            status: status, headers: Headers([("content-type", "application/json")]), body: .bytes(Array(body.utf8)))
    }

    /// A stream of events in these chunks; `failure` comes in place of its end.
    static func stream(_ chunks: [String], failure: (any Error)? = nil) -> Answer {
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for chunk in chunks { continuation.yield(Array(chunk.utf8)) }
            continuation.finish(throwing: failure)
        }
        return Answer(
            status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(stream))
    }

    /// Its body, read to the end.
    func text() async throws -> String {
        switch body {
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .stream(let chunks):
            var bytes: [UInt8] = []
            for try await chunk in chunks { bytes += chunk }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// Answers calls with a closure and counts them.
final class ClosureUpstream: Upstream {
    private let log = Mutex<[Call]>([])
    private let answer: @Sendable (Call) async throws -> Answer

    init(_ answer: @escaping @Sendable (Call) async throws -> Answer) { self.answer = answer }

    var calls: [Call] { log.withLock { $0 } }

    func send(_ call: Call) async throws -> Answer {
        log.withLock { $0.append(call) }
        return try await answer(call)
    }
}

/// Time that passes when a test says so; whoever sleeps wakes then.
final class TestClock: Sendable {
    private struct State {
        var now = 1_790_000_000.0
        var lastID = 0
        var sleepers: [(id: Int, deadline: Double, continuation: CheckedContinuation<Void, any Error>)] = []
    }

    private let state = Mutex(State())

    var surroundings: Surroundings {
        Surroundings(
            sleep: { try await self.sleep($0.seconds) }, random: { Double.random(in: 0..<1) },
            now: { self.state.withLock { $0.now } })
    }

    var now: Double { state.withLock { $0.now } }
    var sleepers: Int { state.withLock { $0.sleepers.count } }

    private func sleep(_ seconds: Double) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.sleepers.append((id, state.now + seconds, continuation))
                    return false
                }
                if isOver { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Sets the clock forward or back.
    func pass(_ seconds: Double) {
        let due = state.withLock { state in
            state.now += seconds
            defer { state.sleepers.removeAll { $0.deadline <= state.now } }
            return state.sleepers.filter { $0.deadline <= state.now }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}

/// Waits until something is so, which other tasks bring about.
func eventually(_ condition: @Sendable () -> Bool, _ location: SourceLocation = #_sourceLocation) async {
    for _ in 0..<200_000 {
        if condition() { return }
        await Task.yield()
    }
    Issue.record("it never came to be", sourceLocation: location)
}
