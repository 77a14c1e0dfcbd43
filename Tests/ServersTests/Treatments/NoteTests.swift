import Gateway
import Synchronization
import Testing

/// What `_meta` of a result says of the call's way through the gateway.
@Suite struct NoteTests {
    private static let chat = #"{"model": "old", "messages": [{"role": "user", "content": "x"}]}"#

    private static var stages: [any Stage] {
        let noWait = Surroundings(sleep: { _ in }, random: { 0 }, now: { 0 })
        return [
            ReplaceRetiredModels { $0 == "old" ? ("new", "2026-01-01") : nil }, Retry(RetryPolicy(), in: noWait),
        ]
    }

    @Test("attempts, provider, request id, replaced model and remarks")
    func everything() async throws {
        let answers = Mutex([429, 500, 200])
        let bench = try await Workbench(with: .init(stages: Self.stages)) { _ in
            var answer = Answer.text(
                Sample.anyAnswer, status: answers.withLock { $0.removeFirst() }, headers: [("x-request-id", "r9")])
            answer.notes.provider = "openai"
            return answer
        }
        let outcome = try await bench.call("chat-completion-create", Self.chat)
        #expect(
            outcome.notes == """
                {"provider":"openai","request_id":"r9","attempts":3,"model":{"asked":"old","served":"new"},\
                "remarks":["model 'old' was shut down on 2026-01-01; 'new' answered instead."]}
                """)
        #expect(bench.upstream.calls.map(\.model) == ["new", "new", "new"])
    }

    @Test("where there was a choice, the model that served is named")
    func served() async throws {
        let bench = try await Workbench { _ in
            var answer = Answer.text(Sample.anyAnswer)
            answer.notes.provider = "anthropic"
            answer.notes.model = "claude-x"
            return answer
        }
        let outcome = try await bench.call("chat-completion-create", Self.chat)
        #expect(outcome.notes == #"{"provider":"anthropic","model":{"served":"claude-x"}}"#)
    }

    @Test("a call to which nothing happened says nothing")
    func nothing() async throws {
        let outcome = try await Workbench("{}", with: .init(stages: Self.stages)).call("model-list")
        #expect(outcome.result["_meta"] == nil)
    }

    @Test("attempts that all failed are counted in the error")
    func failedAttempts() async throws {
        let outcome = try await Workbench("", status: 503, with: .init(stages: Self.stages)).call("model-list")
        #expect(outcome.structured?["attempts"]?.int == 4)
    }
}
