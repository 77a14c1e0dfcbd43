import Testing

@testable import Gateway

@Suite struct BreakerTests {
    private let limits = BreakerLimits(failures: 3, window: 30, open: 5, longestOpen: 15)

    private func opened(at now: Double = 0) -> Breaker {
        var breaker = Breaker(limits)
        for _ in 0..<3 { breaker.fail(at: now) }
        return breaker
    }

    @Test func itOpensAfterSoManyFailuresAndLetsOneCallTry() {
        var breaker = opened()
        #expect(breaker.state(at: 1) == .open(until: 5))
        #expect(!breaker.allows(at: 4.9))
        #expect(breaker.state(at: 5) == .halfOpen)
        #expect(breaker.allows(at: 5))
        breaker.begin(at: 5)
        #expect(!breaker.allows(at: 6), "a second call while the first still tries")
        breaker.succeed(at: 7)
        #expect(breaker.state(at: 7) == .closed)
    }

    @Test func eachFailedTrialOpensItForTwiceAsLongUpToABound() {
        var breaker = opened()
        var now = 0.0
        for span in [5.0, 10, 15, 15] {
            #expect(breaker.state(at: now) == .open(until: now + span))
            now += span
            breaker.begin(at: now)
            breaker.fail(at: now)
        }
    }

    @Test func failuresThatAreFewAmongManyDoNotOpenIt() {
        var breaker = Breaker(limits)
        for _ in 0..<4 { breaker.succeed(at: 0) }
        for _ in 0..<3 { breaker.fail(at: 1) }
        #expect(breaker.state(at: 1) == .closed)
        breaker.fail(at: 1)
        #expect(breaker.state(at: 1) == .open(until: 6))
    }

    @Test func oldFailuresAreForgotten() {
        var breaker = Breaker(limits)
        breaker.fail(at: 0)
        breaker.fail(at: 0)
        breaker.fail(at: 31)
        #expect(breaker.state(at: 31) == .closed)
    }

    @Test func whatWasUnderWayWhenItOpenedSaysNothing() {
        var breaker = opened()
        breaker.fail(at: 4)
        #expect(breaker.state(at: 4) == .open(until: 5))
    }

    @Test func aTrialThatNeverEndsDoesNotBarTheNext() {
        var breaker = opened()
        breaker.begin(at: 5)
        #expect(!breaker.allows(at: 9.9))
        #expect(breaker.allows(at: 10))
    }

    @Test func aClockThatJumpsBackDoesNotKeepItOpen() {
        let breaker = opened(at: 1_000_000)
        #expect(breaker.allows(at: 10))
    }
}
