import JSON
import Testing

@testable import Gateway

@Suite struct BatchTests {
    private let clock = TestClock()

    private func call(_ input: String, caller: Caller = .named("a"), model: String = "m") -> Call {
        .make(Endpoints.embedding, #"{"model":"\#(model)","input":\#(input)}"#, caller: caller)
    }

    /// Answers to each text with its length, last text first.
    private func embeddings(_ call: Call) throws -> Answer {
        let root = try JSONDocument(call.json).root
        let texts =
            root["input"]?.kind == .string ? [root["input"]!.string!] : root["input"]!.elements.map { $0.string ?? "" }
        let data = texts.enumerated().reversed().map {
            #"{"object":"embedding","embedding":[\#($0.element.utf8.count)],"index":\#($0.offset)}"#
        }
        return .json(
            #"{"object":"list","data":[\#(data.joined(separator: ","))],"model":"m","usage":{"prompt_tokens":100,"total_tokens":101}}"#
        )
    }

    private func run(
        _ calls: [Call], rules: BatchRules = BatchRules(window: .milliseconds(5)), _ upstream: ClosureUpstream
    ) async throws -> [Result<Answer, any Error>] {
        let pipeline = Pipeline([Batch(rules, in: clock.surroundings)], upstream: upstream)
        let tasks = calls.map { call in Task { try await pipeline.send(call) } }
        let hand = Task {
            while !Task.isCancelled {
                for _ in 0..<2000 { await Task.yield() }
                clock.pass(0.01)
            }
        }
        var results: [Result<Answer, any Error>] = []
        for task in tasks { results.append(await task.result) }
        hand.cancel()
        return results
    }

    private func vectors(_ result: Result<Answer, any Error>) async throws -> [Int] {
        let root = try JSONDocument(try await result.get().text()).root
        #expect(root["object"]?.string == "list")
        return root["data"]!.elements.enumerated().map { position, element in
            #expect(element["index"]?.int == position)
            return element["embedding"]![0]!.int!
        }
    }

    @Test func eachGetsItsOwnPart() async throws {
        let upstream = ClosureUpstream { try embeddings($0) }
        let results = try await run([call(#""one""#), call(#"["three","fi"]"#), call(#""seventeen""#)], upstream)
        #expect(try await vectors(results[0]) == [3])
        #expect(try await vectors(results[1]) == [5, 2])
        #expect(try await vectors(results[2]) == [9])
        #expect(upstream.calls.count == 1)
        // What was used is shared out, and nothing of it is lost.
        var total = (0, 0)
        for result in results {
            let usage = try JSONDocument(try await result.get().text()).root["usage"]
            total.0 += usage?["prompt_tokens"]?.int ?? 0
            total.1 += usage?["total_tokens"]?.int ?? 0
        }
        #expect(total == (100, 101))
    }

    @Test func callsThatDifferAreNotPacked() async throws {
        let upstream = ClosureUpstream { try embeddings($0) }
        let calls = [
            call(#""x""#), call(#""x""#, model: "n"), call(#""x""#, caller: .paying("b")),
            call(#""x""#, caller: .paying("c")), call("[1,2,3]"), call("[]"),
        ]
        _ = try await run(calls, ClosureUpstream { try embeddings($0) })
        _ = try await run(calls, upstream)
        #expect(upstream.calls.count == 6)
        #expect(Set(upstream.calls.map(\.caller.id)) == ["a", "b", "c"])
    }

    @Test func limitsAreKept() async throws {
        let upstream = ClosureUpstream { try embeddings($0) }
        let results = try await run(
            (0..<10).map { call("\"text \($0)\"") }, rules: BatchRules(window: .milliseconds(5), inputs: 4), upstream)
        for result in results { #expect(try await vectors(result) == [6]) }
        #expect(upstream.calls.count >= 3)
        let large = ClosureUpstream { try embeddings($0) }
        _ = try await run(
            [call("\"\(String(repeating: "x", count: 100))\"")], rules: BatchRules(window: .milliseconds(5), bytes: 50),
            large)
        #expect(large.calls.count == 1)
    }

    @Test func oneBadTextDoesNotSpoilTheOthers() async throws {
        let upstream = ClosureUpstream { call in
            call.json.contains("bad") ? .json("{}", status: 400) : try embeddings(call)
        }
        let results = try await run([call(#""good""#), call(#""bad""#)], upstream)
        #expect(try await vectors(results[0]) == [4])
        #expect(try results[1].get().status == 400)
        #expect(upstream.calls.count == 3)
    }

    @Test func aFailureIsEverybodys() async throws {
        let refused = ClosureUpstream { _ in .json("{}", status: 429) }
        for result in try await run([call(#""x""#), call(#""y""#)], refused) { #expect(try result.get().status == 429) }
        #expect(refused.calls.count == 1)
        let broken = ClosureUpstream { _ in throw UpstreamFailure(.reset, mayHaveBeenSent: true, "reset") }
        for result in try await run([call(#""x""#), call(#""y""#)], broken) {
            #expect(throws: UpstreamFailure.self) { try result.get() }
        }
        // Paid for, and not what it should be: it is not bought again.
        let short = ClosureUpstream { _ in .json(#"{"data":[{"index":0}]}"#) }
        for result in try await run([call(#""x""#), call(#""y""#)], short) {
            #expect(throws: UpstreamFailure.self) { try result.get() }
        }
        #expect(short.calls.count == 1)
    }

    @Test func whoLeavesIsLeftOut() async throws {
        let upstream = ClosureUpstream { try embeddings($0) }
        let pipeline = Pipeline(
            [Batch(BatchRules(window: .milliseconds(5)), in: clock.surroundings)], upstream: upstream)
        let first = Task { try await pipeline.send(call(#""one""#)) }
        await eventually { clock.sleepers == 1 }
        let second = Task { try await pipeline.send(call(#""two""#)) }
        for _ in 0..<2000 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        clock.pass(0.005)
        #expect(try await vectors(await second.result) == [3])
        #expect(upstream.calls.count == 1)
        #expect(!upstream.calls[0].json.contains("one"))
    }

    @Test func offItDoesNothing() async throws {
        let upstream = ClosureUpstream { try embeddings($0) }
        let pipeline = Pipeline([Batch(BatchRules())], upstream: upstream)
        _ = try await pipeline.send(call(#""x""#))
        #expect(upstream.calls.count == 1)
    }
}
