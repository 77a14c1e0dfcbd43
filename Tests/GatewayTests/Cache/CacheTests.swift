import Synchronization
import Testing

@testable import Gateway

@Suite struct CacheTests {
    private let clock = TestClock()
    private let gate = Gate()

    /// Holds calls up until it is opened.
    private final class Gate: Sendable {
        private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
        private let isOpen = Mutex(false)

        var count: Int { waiting.withLock { $0.count } }

        func pass() async {
            await withCheckedContinuation { continuation in
                if isOpen.withLock({ $0 }) { return continuation.resume() }
                waiting.withLock { $0.append(continuation) }
            }
        }

        func open() {
            isOpen.withLock { $0 = true }
            for one in waiting.withLock({ list in
                defer { list = [] }; return list
            }) { one.resume() }
        }
    }

    private func pipeline(
        _ upstream: ClosureUpstream, stale: Duration = .zero, similarity: Double? = nil, isShared: Bool = false,
        store: (any AnswerStore)? = nil
    ) -> Pipeline {
        let rules = CacheRules(
            lifetime: .seconds(60), servers: ["complete"], stale: stale, isShared: isShared, similarity: similarity)
        let stage = Cache(
            rules, cache: AnswerCache(store: store, in: clock.surroundings), provider: { _ in "p" },
            embed: { text, _ in text.contains("cat") ? [1, 0.1] : text.contains("kitten") ? [1, 0.2] : [0, 1] })
        return Pipeline([stage], upstream: upstream)
    }

    private func call(_ text: String = "x", caller: String = "alice", streams: Bool = false) -> Call {
        var call = Call.make(
            Endpoints.chat, #"{"model":"m","messages":[{"role":"user","content":"\#(text)"}]}"#,
            caller: .named(caller), server: "complete", streams: streams)
        call.receipt = Receipt()
        return call
    }

    @Test func anEqualCallIsAnsweredAgain() async throws {
        let upstream = ClosureUpstream { _ in .json(#"{"n":1}"#) }
        let pipeline = pipeline(upstream)
        let first = try await pipeline.send(call())
        #expect(first.notes.receipt?.content.source == nil)
        let again = call()
        let second = try await pipeline.send(again)
        #expect(try await second.text() == #"{"n":1}"#)
        #expect(second.headers["content-type"] == "application/json")
        #expect(again.receipt?.content.source == .hit)
        #expect(again.receipt?.content.cost == .zero)
        #expect(upstream.calls.count == 1)
        clock.pass(60)
        _ = try await pipeline.send(call())
        #expect(upstream.calls.count == 2)
    }

    @Test func nobodyIsServedWhatAnotherWasAnswered() async throws {
        let upstream = ClosureUpstream { call in .json(#"{"for":"\#(call.caller.id)"}"#) }
        let pipeline = pipeline(upstream)
        for name in ["alice", "bob", "alice", "bob"] {
            #expect(try await pipeline.send(call(caller: name)).text() == #"{"for":"\#(name)"}"#)
        }
        #expect(upstream.calls.count == 2)
    }

    @Test(arguments: [
        Answer.json("{}", status: 500), .json("{}", status: 400), .json(#"{"error":{"message":"x"}}"#),
        .json("<html>"), .json(""),
    ])
    func errorsAreNotKept(answer: Answer) async throws {
        let upstream = ClosureUpstream { _ in answer }
        let pipeline = pipeline(upstream)
        for _ in 0..<2 { _ = try await pipeline.send(call()) }
        #expect(upstream.calls.count == 2)
    }

    @Test func equalCallsShareOneFlight() async throws {
        let upstream = ClosureUpstream { [gate] call in
            await gate.pass()
            call.receipt?.update { $0.cost = Money(dollars: 1) }
            var answer = Answer.json(#"{"n":1}"#)
            answer.notes.receipt = call.receipt
            return answer
        }
        let pipeline = pipeline(upstream)
        let calls = (0..<20).map { _ in call() }
        let tasks = calls.map { call in Task { try await pipeline.send(call).text() } }
        await eventually { gate.count == 1 }
        for _ in 0..<2000 { await Task.yield() }
        gate.open()
        for task in tasks { #expect(try await task.value == #"{"n":1}"#) }
        #expect(upstream.calls.count == 1)
        // One of them paid.
        #expect(calls.filter { $0.receipt?.content.cost == Money(dollars: 1) }.count == 1)
        #expect(calls.filter { $0.receipt?.content.source != nil }.count == 19)
    }

    @Test func whoLeavesDoesNotEndItForTheOthers() async throws {
        let upstream = ClosureUpstream { [gate] _ in
            await gate.pass()
            try Task.checkCancellation()
            return .json(#"{"n":1}"#)
        }
        let pipeline = pipeline(upstream)
        let first = Task { try await pipeline.send(call()) }
        await eventually { gate.count == 1 }
        let second = Task { try await pipeline.send(call()).text() }
        for _ in 0..<2000 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.open()
        #expect(try await second.value == #"{"n":1}"#)
        #expect(upstream.calls.count == 1)
    }

    @Test func theLastToLeaveEndsIt() async throws {
        var wasCancelled = false
        let upstream = ClosureUpstream { [gate] _ in
            await withTaskCancellationHandler {
                await gate.pass()
            } onCancel: {
                gate.open()
            }
            try Task.checkCancellation()
            return .json("{}")
        }
        let pipeline = pipeline(upstream)
        let tasks = (0..<3).map { _ in Task { try await pipeline.send(call()) } }
        await eventually { gate.count == 1 }
        for _ in 0..<2000 { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks {
            do {
                _ = try await task.value
            } catch is CancellationError {
                wasCancelled = true
            }
        }
        #expect(wasCancelled)
        #expect(upstream.calls.count == 1)
        // Nothing is left of it.
        _ = try await pipeline.send(call())
        #expect(upstream.calls.count == 2)
    }

    @Test func aProviderThatIsDownIsStoodInFor() async throws {
        let isDown = Atomic(false)
        let upstream = ClosureUpstream { _ in
            guard isDown.load(ordering: .relaxed) else { return .json(#"{"n":1}"#) }
            throw UpstreamFailure(.connect, mayHaveBeenSent: false, "refused")
        }
        let pipeline = pipeline(upstream, stale: .seconds(600))
        _ = try await pipeline.send(call())
        isDown.store(true, ordering: .relaxed)
        clock.pass(61)
        let stale = try await pipeline.send(call())
        #expect(stale.notes.receipt?.content.source == .stale)
        #expect(stale.notes.remarks.count == 1)
        await #expect(throws: UpstreamFailure.self) { try await pipeline.send(call("y")) }
        clock.pass(600)
        await #expect(throws: UpstreamFailure.self) { try await pipeline.send(call()) }
    }

    @Test func staleIsServedForAFailureOfTheProviderOnly() async throws {
        let status = Atomic(200)
        let upstream = ClosureUpstream { _ in .json(#"{"n":1}"#, status: status.load(ordering: .relaxed)) }
        let pipeline = pipeline(upstream, stale: .seconds(600))
        _ = try await pipeline.send(call())
        clock.pass(61)
        status.store(400, ordering: .relaxed)
        #expect(try await pipeline.send(call()).status == 400)
        status.store(503, ordering: .relaxed)
        #expect(try await pipeline.send(call()).status == 200)
    }

    @Test func aStreamIsServedAgainWhole() async throws {
        let chunks = ["data: {\"a\":1}\n\n", "data: [DONE]\n\n"]
        let upstream = ClosureUpstream { _ in .stream(chunks) }
        let pipeline = pipeline(upstream)
        _ = try await pipeline.send(call(streams: true)).text()
        let again = try await pipeline.send(call(streams: true))
        #expect(again.notes.receipt?.content.source == .hit)
        #expect(again.headers["content-type"] == "text/event-stream")
        #expect(try await again.text() == chunks.joined())
        #expect(upstream.calls.count == 1)
    }

    @Test(arguments: [
        ["data: {\"a\":1}\n\n"], ["data: {\"error\":{\"message\":\"x\"}}\n\n", "data: [DONE]\n\n"],
        ["event: error\ndata: {}\n\n", "data: [DONE]\n\n"],
    ])
    func aStreamThatIsNotWholeIsNotKept(chunks: [String]) async throws {
        let upstream = ClosureUpstream { _ in .stream(chunks) }
        let pipeline = pipeline(upstream)
        for _ in 0..<2 { _ = try await pipeline.send(call(streams: true)).text() }
        #expect(upstream.calls.count == 2)
    }

    @Test func similarTextsAreServedWhereThatIsAllowed() async throws {
        let upstream = ClosureUpstream { call in .json(#"{"n":"\#(call.json.count)"}"#) }
        let pipeline = pipeline(upstream, similarity: 0.99)
        _ = try await pipeline.send(call("a cat"))
        let similar = try await pipeline.send(call("a kitten"))
        #expect(similar.notes.receipt?.content.source == .similar)
        #expect(try await pipeline.send(call("a dog")).notes.receipt?.content.source == nil)
        #expect(try await pipeline.send(call("a kitten", caller: "bob")).notes.receipt?.content.source == nil)
        #expect(upstream.calls.count == 3)
        let exact = self.pipeline(upstream)
        for text in ["a cat", "a kitten"] { _ = try await exact.send(call(text)) }
        #expect(upstream.calls.count == 5)
    }

    @Test func answersOfACallerCanBeErased() async throws {
        let upstream = ClosureUpstream { _ in .json("{}") }
        let cache = AnswerCache(in: clock.surroundings)
        let pipeline = Pipeline(
            [Cache(CacheRules(lifetime: .seconds(60)), cache: cache, provider: { _ in "p" })], upstream: upstream)
        _ = try await pipeline.send(call())
        _ = try await pipeline.send(call(caller: "bob"))
        try await cache.erase(caller: "alice")
        for name in ["alice", "bob"] { _ = try await pipeline.send(call(caller: name)) }
        #expect(upstream.calls.count == 3)
    }
}
