import Testing

@testable import Gateway

@Suite struct TokenBucketTests {
    @Test func itIsFullAtFirstAndFillsSteadily() {
        var bucket = TokenBucket(perMinute: 60, burst: 2, at: 100)
        #expect(bucket.take(at: 100) == 0)
        #expect(bucket.take(at: 100) == 0)
        #expect(bucket.take(at: 100) == 1)
        #expect(bucket.take(at: 100.5) == 0.5)
        #expect(bucket.take(at: 101) == 0)
        #expect(bucket.available(at: 1000) == 2)
    }

    @Test func whatIsRefusedIsNotTaken() {
        var bucket = TokenBucket(perMinute: 60, at: 0)
        #expect(bucket.take(50, at: 0) == 0)
        #expect(bucket.take(20, at: 0) == 10)
        #expect(bucket.available(at: 0) == 10)
    }

    @Test func moreThanABucketWaitsForAFullOneAndLeavesADebt() {
        var bucket = TokenBucket(perMinute: 60, at: 0)
        #expect(bucket.take(at: 0) == 0)
        #expect(bucket.take(90, at: 0) == 1)
        #expect(bucket.take(90, at: 1) == 0)
        #expect(bucket.available(at: 1) == -30)
        #expect(bucket.wait(at: 1) == 31)
    }

    @Test func reservationsAreServedInOrder() {
        var bucket = TokenBucket(perMinute: 60, burst: 1, at: 0)
        #expect(bucket.reserve(patience: 2, at: 0) == 0)
        #expect(bucket.reserve(patience: 2, at: 0) == 1)
        #expect(bucket.reserve(patience: 2, at: 0) == 2)
        #expect(bucket.reserve(patience: 2, at: 0) == 3)
        #expect(bucket.available(at: 0) == -2)
    }

    @Test func theTrueAmountIsSettled() {
        var bucket = TokenBucket(perMinute: 60, at: 0)
        #expect(bucket.take(50, at: 0) == 0)
        bucket.settle(taken: 50, used: 20, at: 0)
        #expect(bucket.available(at: 0) == 40)
        bucket.settle(taken: 0, used: 70, at: 0)
        #expect(bucket.available(at: 0) == -30)
        bucket.settle(taken: 500, used: 0, at: 0)
        #expect(bucket.available(at: 0) == 60)
    }

    @Test func somebodyElsesCountIsTakenOver() {
        var bucket = TokenBucket(perMinute: 60, at: 0)
        bucket.set(level: 0, capacity: 3, rate: 0.5, at: 10)
        #expect(bucket.wait(at: 10) == 2)
        #expect(bucket.available(at: 100) == 3)
        bucket.set(level: 9, capacity: 3, rate: 0.5, at: 10)
        #expect(bucket.available(at: 10) == 3)
    }

    @Test func aClockThatJumpsNeitherFillsNorStops() {
        var bucket = TokenBucket(perMinute: 60, burst: 1, at: 1_000_000)
        #expect(bucket.take(at: 1_000_000) == 0)
        #expect(bucket.take(at: 10) == 1)
        #expect(bucket.take(at: 11) == 0)
        #expect(bucket.available(at: 1e12) == 1)
    }

    @Test func aBucketOfNothingNeverGives() {
        var bucket = TokenBucket(perMinute: 0, at: 0)
        #expect(bucket.take(at: 1e9) == .infinity)
        var dry = TokenBucket(perMinute: 0, burst: 1, at: 0)
        #expect(dry.take(at: 0) == 0)
        #expect(dry.take(at: 1e9) == .infinity)
    }
}
