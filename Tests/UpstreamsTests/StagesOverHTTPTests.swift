import Gateway
import TestSupport
import Testing

@testable import Upstreams

/// The stages in front of ``HTTPUpstream``.
@Suite(.timeLimit(.minutes(1))) struct StagesOverHTTPTests {
    private func pipeline(_ fake: FakeProvider, _ policy: RetryPolicy = RetryPolicy(firstBackoff: 0.01)) throws
        -> Pipeline
    {
        Pipeline(
            [Retry(policy), Authorise(Provider(name: "fake", baseURL: "", key: SecretString("k1")))],
            upstream: try makeUpstream(fake))
    }

    @Test func aLimitIsWaitedOut() async throws {
        let fake = try await FakeProvider.start { _, number in
            number == 0
                ? [.answer(429, ["retry-after-ms: 50"])] : number == 1 ? [.answer(500)] : [.answer(200, [], "ok")]
        }
        let answer = try await pipeline(fake).send(makeCall())
        #expect(answer.status == 200)
        #expect(answer.notes.attempts == 3)
        #expect(fake.requests.count == 3)
        #expect(fake.requests.allSatisfy { $0.header("authorization") == "Bearer k1" })
    }

    @Test func onlyReadsAreSentAgainAfterAReset() async throws {
        let fake = try await FakeProvider.start { _, number in number == 0 ? [.reset] : [.answer(200, [], "ok")] }
        #expect(try await pipeline(fake).send(makeCall(models)).notes.attempts == 2)
        let other = try await FakeProvider.start { _, number in number == 0 ? [.reset] : [.answer(200, [], "ok")] }
        let failure = await failureOf { _ = try await pipeline(other).send(makeCall()) }
        #expect(failure?.attempts == 1)
        #expect(other.requests.count == 1)
        #expect(failure.map { APIError($0).message.contains("may have been done and billed") } == true)
        let allowed = try await FakeProvider.start { _, number in number == 0 ? [.reset] : [.answer(200, [], "ok")] }
        let policy = RetryPolicy(mayBillTwice: true, firstBackoff: 0.01)
        #expect(try await pipeline(allowed, policy).send(makeCall()).notes.attempts == 2)
    }

    @Test func anIdleConnectionThatTheServerClosedIsNoError() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, [], "ok"), .wait(.milliseconds(20)), .close] }
        let pipeline = try pipeline(fake)
        for _ in 0..<5 {
            #expect(try await pipeline.send(makeCall()).status == 200)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(fake.connections == 5)
    }

    /// The close and the next request cross: what may be sent again is, so that nobody sees it.
    @Test func aCloseThatCrossesTheNextRequestIsNoErrorForAReader() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, [], "ok"), .close] }
        let pipeline = try pipeline(fake)
        for _ in 0..<100 { #expect(try await pipeline.send(makeCall(models)).status == 200) }
    }

    @Test func itComesBackWhenTheProviderDoes() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let upstream = try makeUpstream(fake)
        _ = try await upstream.send(makeCall())
        await fake.stop()
        #expect(try await upstream.send(makeCall()).status == 200)
    }
}
