/// How much may be taken in a span of time: a bucket that fills steadily up to its capacity.
///
/// Time is passed in, as seconds of any one clock. A clock that jumps back neither fills the bucket nor empties it.
public struct TokenBucket: Sendable, Equatable {
    /// What a full bucket holds.
    public private(set) var capacity: Double
    /// What flows in each second.
    public private(set) var rate: Double
    /// What is in it; below zero after something larger than the bucket was taken.
    private var level: Double
    private var time: Double

    /// Creates a full bucket of so much a minute; `burst` is what can be taken at once, a minute's worth if nil.
    public init(perMinute: Double, burst: Double? = nil, at now: Double) {
        rate = max(perMinute, 0) / 60
        capacity = max(burst ?? perMinute, 0)
        level = capacity
        time = now
    }

    /// What can be taken now.
    public func available(at now: Double) -> Double {
        // A bucket of no rate is not filled by an endless time either.
        guard rate > 0, now > time else { return level }
        return min(capacity, level + (now - time) * rate)
    }

    /// Seconds until so much can be taken: 0 if now, infinity if never.
    ///
    /// What is larger than the bucket waits for a full one and leaves a debt, so that it is served at all.
    public func wait(for amount: Double = 1, at now: Double) -> Double {
        let missing = min(amount, capacity) - available(at: now)
        guard capacity > 0 else { return .infinity }
        guard missing > 0 else { return 0 }
        return rate > 0 ? missing / rate : .infinity
    }

    /// Takes so much and returns 0, or takes nothing and returns the seconds to wait.
    public mutating func take(_ amount: Double = 1, at now: Double) -> Double {
        reserve(amount, patience: 0, at: now)
    }

    /// Takes so much, though it may flow in only later, and returns the seconds to wait before it is used; takes nothing
    /// where that is longer than `patience`. Whoever reserves first is served first.
    public mutating func reserve(_ amount: Double = 1, patience: Double, at now: Double) -> Double {
        // After a jump back the new time counts: the bucket would else stand still until the old time is reached.
        time = min(time, now)
        let wait = wait(for: amount, at: now)
        if wait <= patience { put(available(at: now) - amount, at: now) }
        return wait
    }

    /// Corrects what was taken once the true amount is known; it may leave a debt, and never more than a full bucket.
    public mutating func settle(taken: Double, used: Double, at now: Double) {
        put(min(capacity, available(at: now) + taken - used), at: now)
    }

    /// Takes over what somebody else says who counts as well, such as the provider in its headers.
    public mutating func set(level: Double, capacity: Double, rate: Double, at now: Double) {
        self.capacity = max(capacity, 0)
        self.rate = max(rate, 0)
        put(min(level, self.capacity), at: now)
    }

    private mutating func put(_ level: Double, at now: Double) {
        self.level = level
        time = now
    }
}
