import Catalogue
import Synchronization
import Testing

@testable import Gateway

@Suite struct ReplaceableUpstreamTests {
    /// Answers once it is let go.
    private struct Held: Upstream {
        let name: String
        let began: AsyncStream<Void>.Continuation
        let gate: AsyncStream<Void>

        func send(_ call: Call) async throws -> Answer {
            began.yield()
            for await _ in gate { break }
            var answer = Answer(status: 200, body: .bytes([]))
            answer.notes.provider = name
            return answer
        }
    }

    private struct Named: Upstream {
        let name: String

        func send(_ call: Call) async throws -> Answer {
            var answer = Answer(status: 200, body: .bytes([]))
            answer.notes.provider = name
            return answer
        }
    }

    /// A call that is under way when the configuration changes ends where it began; the next goes to the new one.
    @Test func callsEndWhereTheyBegan() async throws {
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let upstream = ReplaceableUpstream(Held(name: "old", began: beginning, gate: gate))
        let call = Call(try #require(Catalogue.endpoint(named: "model-list")))
        let underWay = Task { try await upstream.send(call) }
        for await _ in began { break }
        upstream.replace(with: Named(name: "new"))
        #expect(try await upstream.send(call).notes.provider == "new")
        opening.yield()
        #expect(try await underWay.value.notes.provider == "old")
    }
}
