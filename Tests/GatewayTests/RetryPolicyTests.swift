import Catalogue
import Testing

@testable import Gateway

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy()

    private func decide(
        _ outcome: RetryPolicy.Outcome, _ work: RetryPolicy.Work = .computes, policy: RetryPolicy? = nil,
        keyed: Bool = false, attempt: Int = 1, random: Double = 0.5
    ) -> RetryPolicy.Decision {
        (policy ?? self.policy).decide(
            outcome, work: work, hasIdempotencyKey: keyed, attempt: attempt, random: random, now: 784_111_770)
    }

    private func refused(
        _ status: Int, _ headers: [(name: String, value: String)] = [], code: String? = nil
    ) -> RetryPolicy.Outcome {
        let kind = APIError.Kind.of(status: status, code: code, type: nil, message: nil)
        return .refused(status: status, headers: Headers(headers), kind: kind)
    }

    @Test(
        arguments: [
            // status, header, code, reads, computes, lasts
            (400, nil, nil, false, false, false),
            (401, nil, nil, false, false, false),
            (404, nil, nil, false, false, false),
            (408, nil, nil, true, true, false),
            (409, nil, nil, true, true, false),
            (422, nil, nil, false, false, false),
            (429, nil, nil, true, true, true),
            (429, nil, "insufficient_quota", false, false, false),
            (429, nil, "billing_not_active", false, false, false),
            (429, "false", nil, false, false, false),
            (500, nil, nil, true, true, false),
            (500, "true", nil, true, true, true),
            (500, "false", nil, false, false, false),
            (502, nil, nil, true, true, false),
            (503, nil, nil, true, true, true),
            (503, "false", nil, false, false, false),
            (504, nil, nil, true, true, false),
            (400, "true", nil, true, true, true),
            (302, nil, nil, false, false, false),
        ] as [(Int, String?, String?, Bool, Bool, Bool)])
    func statuses(_ status: Int, _ should: String?, _ code: String?, _ reads: Bool, _ computes: Bool, _ lasts: Bool) {
        let outcome = refused(status, should.map { [("x-should-retry", $0)] } ?? [], code: code)
        for (work, isRetried) in [(RetryPolicy.Work.reads, reads), (.computes, computes), (.lasts, lasts)] {
            let expected: RetryPolicy.Decision = isRetried ? .retry(after: .seconds(0.375)) : .stop(.pointless)
            #expect(decide(outcome, work) == expected, "\(work)")
        }
    }

    @Test(
        arguments: [
            // failure, sent, reads, computes, computes with an idempotency key
            (.connect, false, true, true, true),
            (.timeout, false, true, true, true),
            (.timeout, true, true, false, true),
            (.reset, false, true, true, true),
            (.reset, true, true, false, true),
        ] as [(UpstreamFailure.Kind, Bool, Bool, Bool, Bool)])
    func failures(_ kind: UpstreamFailure.Kind, _ sent: Bool, _ reads: Bool, _ computes: Bool, _ keyed: Bool) {
        let outcome = RetryPolicy.Outcome.failed(UpstreamFailure(kind, mayHaveBeenSent: sent, "x"))
        let again = RetryPolicy.Decision.retry(after: .seconds(0.375))
        #expect(decide(outcome, .reads) == (reads ? again : .stop(.mayHaveBeenDone)))
        for work in [RetryPolicy.Work.computes, .lasts] {
            #expect(decide(outcome, work) == (computes ? again : .stop(.mayHaveBeenDone)))
            // Where the first sending may have arrived, only who has its key can tell.
            let keyedAgain = RetryPolicy.Decision.retry(after: .seconds(0.375), there: sent)
            #expect(decide(outcome, work, keyed: true) == (keyed ? keyedAgain : .stop(.mayHaveBeenDone)))
            #expect(decide(outcome, work, policy: RetryPolicy(mayBillTwice: true)) == again)
        }
    }

    @Test(arguments: [UpstreamFailure.Kind.tls, .malformed, .tooLarge, .noKey, .stream, .file])
    func pointlessFailures(_ kind: UpstreamFailure.Kind) {
        #expect(decide(.failed(UpstreamFailure(kind, mayHaveBeenSent: false, "x")), .reads) == .stop(.pointless))
    }

    @Test(arguments: [
        (1, 0.0, 0.25), (1, 0.5, 0.375), (2, 0.0, 0.5), (3, 0.5, 1.5), (5, 0.0, 4.0), (50, 0.0, 4.0),
        (50, 0.999, 7.996),
    ])
    func backoffDoublesUpToABound(_ attempt: Int, _ random: Double, _ seconds: Double) {
        let policy = RetryPolicy(maxRetries: 100)
        #expect(
            decide(refused(500), policy: policy, attempt: attempt, random: random) == .retry(after: .seconds(seconds)))
    }

    @Test func attemptsAreCounted() {
        #expect(decide(refused(500), attempt: 3) == .retry(after: .seconds(1.5)))
        #expect(decide(refused(500), attempt: 4) == .stop(.attemptsUsedUp))
        #expect(decide(refused(500), policy: RetryPolicy(maxRetries: 0)) == .stop(.attemptsUsedUp))
    }

    @Test(
        arguments: [
            ([("retry-after", "7")], .retry(after: .seconds(7))),
            ([("Retry-After", "0.5")], .retry(after: .seconds(0.5))),
            ([("retry-after-ms", "1500"), ("retry-after", "7")], .retry(after: .seconds(1.5))),
            ([("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")], .retry(after: .seconds(7))),
            ([("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], .retry(after: .seconds(0.375))),
            ([("retry-after", "0")], .retry(after: .seconds(0.375))),
            ([("retry-after", "-3")], .retry(after: .seconds(0.375))),
            ([("retry-after", "soon")], .retry(after: .seconds(0.375))),
            ([("retry-after", "inf")], .retry(after: .seconds(0.375))),
            ([("retry-after", "1e30")], .retry(after: .seconds(0.375))),
            ([("retry-after-ms", "1e300")], .retry(after: .seconds(0.375))),
            ([("retry-after", "61")], .stop(.waitTooLong(seconds: 61))),
            ([("retry-after", "61"), ("x-should-retry", "true")], .stop(.waitTooLong(seconds: 61))),
        ] as [([(name: String, value: String)], RetryPolicy.Decision)])
    func theProviderSaysWhen(_ headers: [(name: String, value: String)], _ expected: RetryPolicy.Decision) {
        #expect(decide(refused(429, headers)) == expected)
    }

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Sat, 21 Nov 2026 12:00:00 GMT", 1_795_262_400),
        ] as [(String, Double)])
    func dates(_ text: String, _ seconds: Double) { #expect(HTTPDate.seconds(text) == seconds) }

    @Test(arguments: [
        "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
    ])
    func badDates(_ text: String) { #expect(HTTPDate.seconds(text) == nil) }

    @Test func whatIsBoughtDecides() {
        func work(_ effect: Effect, _ treatment: Treatment = .forward) -> RetryPolicy.Work {
            Endpoint("x", .post, "/x", "X.", effect, as: treatment).work
        }
        #expect(work(.reads) == .reads)
        #expect(work(.computes) == .computes)
        #expect(work(.creates) == .lasts)
        #expect(work(.deletes) == .lasts)
        #expect(work(.creates, .chat) == .computes)
        #expect(work(.creates, .response) == .computes)
    }
}
