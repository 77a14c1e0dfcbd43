import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private let clock = Clock()

    private func pipeline(
        _ limits: ProviderLimits, _ upstream: any Upstream, callers: Bool = false, keys: Int = 1
    ) -> Pipeline {
        var provider = Provider(
            name: "p", baseURL: "", keys: FixedKeys((0..<keys).map { SecretString("key-\($0)") }),
            takesCallerKeys: callers)
        provider.limits = limits
        return Pipeline([Limit(provider, in: clock.surroundings)], upstream: upstream)
    }

    @Test func aCallWaitsForItsTurn() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let pipeline = pipeline(ProviderLimits(requestsPerMinute: 2), upstream)
        for _ in 0..<3 { _ = try await pipeline.send(chatCall()) }
        #expect(clock.naps.withLock { $0 } == [30])
        #expect(upstream.calls.count == 3)
    }

    @Test func beyondItsPatienceItIsToldHowLong() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let pipeline = pipeline(ProviderLimits(requestsPerMinute: 1, patience: .seconds(20)), upstream)
        _ = try await pipeline.send(chatCall())
        let failure = await #expect(throws: UpstreamFailure.self) { try await pipeline.send(chatCall()) }
        #expect(failure?.kind == .limited && failure?.retryAfter == 60 && failure?.attempts == 0)
        let error = try APIError(#require(failure))
        #expect(error.kind == .rateLimit && error.retryAfter == 60 && !error.mayHaveBeenBilled)
        #expect(
            error.message
                == "OpenAI API error: the call was not sent to provider 'p': its limit for requests or tokens is reached, wait 60 s and call again."
        )
        #expect(upstream.calls.count == 1)
    }

    @Test func tokensAreEstimatedFromTheBodyAndItsLimit() async throws {
        let call = try chatCall(#"{"model":"m","messages":"\#(String(repeating: "a", count: 397))","max_tokens":50}"#)
        #expect(Limit.roughEstimate(call) == (3 + 399 + 2) / 4 + 50)
        let pipeline = pipeline(ProviderLimits(tokensPerMinute: 310), ScriptedUpstream([.answer(200)]))
        _ = try await pipeline.send(call)
        _ = try await pipeline.send(call)
        #expect(clock.naps.withLock { $0.count } == 0)
        _ = try await pipeline.send(call)
        #expect(clock.naps.withLock { $0.count } == 1)
    }

    private static let spent: [(name: String, value: String)] = [
        ("x-ratelimit-limit-requests", "6"), ("x-ratelimit-remaining-requests", "0"),
        ("x-ratelimit-reset-requests", "60s"),
    ]

    @Test func whatTheProviderSaysIsLeftIsHeeded() async throws {
        let pipeline = pipeline(ProviderLimits(), ScriptedUpstream([.answer(200, Self.spent)]))
        _ = try await pipeline.send(chatCall())
        _ = try await pipeline.send(chatCall())
        #expect(clock.naps.withLock { $0 } == [10])
    }

    @Test func headersOfOneKeyAmongSeveralAreNot() async throws {
        for (limits, keys) in [(ProviderLimits(), 2), (ProviderLimits(heedsHeaders: false), 1)] {
            let pipeline = pipeline(limits, ScriptedUpstream([.answer(200, Self.spent)]), keys: keys)
            _ = try await pipeline.send(chatCall())
            _ = try await pipeline.send(chatCall())
        }
        #expect(clock.naps.withLock { $0 } == [])
    }

    @Test func aCallersOwnKeyHasItsOwnLimits() async throws {
        let pipeline = pipeline(
            ProviderLimits(requestsPerMinute: 1), ScriptedUpstream([.answer(200)]), callers: true)
        let caller = Caller(id: "x", key: SecretString("own"), mayUseServerKey: false)
        for _ in 0..<3 { _ = try await pipeline.send(chatCall(caller: caller)) }
        #expect(clock.naps.withLock { $0 } == [])
    }

    @Test func nobodyWaitsWhereAnotherProviderCanBeAsked() async throws {
        let rig = try Rig([[.answer(200)], [.answer(200)]]) { $0[0].limits.requestsPerMinute = 1 }
        for _ in 0..<3 { #expect(try await rig.pipeline.send(chatCall()).status == 200) }
        #expect(rig.counts == [1, 2])
        #expect(rig.clock.naps.withLock { $0 } == [])
    }

    @Test func onlySoManyAreUnderWayAtOnce() async throws {
        let gate = Gate()
        var provider = Provider(name: "p", baseURL: "")
        provider.limits.concurrency = 2
        // Patience is measured by the true clock here, and nobody's comes to its end.
        let pipeline = Pipeline([Limit(provider)], upstream: gate)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { try await pipeline.send(chatCall()).status } }
            for _ in 0..<6 { await gate.letOneThrough() }
            for try await status in group { #expect(status == 200) }
        }
        #expect(gate.most == 2)
    }

    @Test func aStreamIsUnderWayUntilItEnds() async throws {
        var surroundings = clock.surroundings
        // Nobody's patience ends by itself here.
        surroundings.sleep = { _ in }
        let turnstile = Turnstile(places: 1)
        #expect(try await turnstile.enter(patience: .zero, in: surroundings))
        let (chunks, source) = AsyncThrowingStream.makeStream(of: [UInt8].self, throwing: (any Error).self)
        let release = Release { turnstile.leave() }
        guard case .stream(let body) = release.covering(.stream(chunks)) else {
            Issue.record("no stream")
            return
        }
        source.yield([1])
        var iterator = body.makeAsyncIterator()
        #expect(try await iterator.next(isolation: nil) == [1])
        #expect(try await !turnstile.enter(patience: .zero, in: surroundings))
        source.finish()
        #expect(try await iterator.next(isolation: nil) == nil)
        #expect(try await turnstile.enter(patience: .zero, in: surroundings))
    }

    @Test func whoWaitsTooLongOrIsCancelledLeavesTheQueue() async throws {
        let turnstile = Turnstile(places: 1)
        #expect(try await turnstile.enter(patience: .zero, in: clock.surroundings))
        #expect(try await !turnstile.enter(patience: .seconds(5), in: clock.surroundings))
        var patient = clock.surroundings
        patient.sleep = { _ in try await Task.sleep(for: .seconds(60)) }
        let waiter = Task { [patient] in try await turnstile.enter(patience: .seconds(60), in: patient) }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        turnstile.leave()
        #expect(try await turnstile.enter(patience: .zero, in: patient), "the place was not lost to them")
    }
}

/// Answers when it is told to and counts how many wait for it.
private final class Gate: Upstream {
    private struct State {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals: [CheckedContinuation<Void, Never>] = []
        var most = 0
    }

    private let state = Mutex(State())

    var most: Int { state.withLock { $0.most } }

    func send(_ call: Call) async throws -> Answer {
        await withCheckedContinuation { continuation in
            let arrivals = state.withLock { state in
                state.waiting.append(continuation)
                state.most = max(state.most, state.waiting.count)
                defer { state.arrivals = [] }
                return state.arrivals
            }
            for arrival in arrivals { arrival.resume() }
        }
        return Answer(status: 200, body: .bytes([]))
    }

    func letOneThrough() async {
        while true {
            if let first = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) {
                return first.resume()
            }
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.waiting.isEmpty { state.arrivals.append(continuation) }
                    return !state.waiting.isEmpty
                }
                if isThere { continuation.resume() }
            }
        }
    }
}
