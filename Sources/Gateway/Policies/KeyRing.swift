/// Several keys of one provider, taken in turn; one that is refused is set aside for a while.
struct KeyRing: Sendable {
    /// What an answer says of the key that it was asked with.
    enum Verdict: Sendable, Equatable {
        case good
        /// Not accepted, or with nothing left: not to be used for so many seconds.
        case aside(seconds: Double)
        /// Nothing.
        case neutral
    }

    private var entries: [(key: SecretString, breaker: Breaker)] = []
    private var position = 0

    init(_ keys: [SecretString] = []) { update(keys) }

    /// Takes over the keys that there are now; those that stay keep their state.
    mutating func update(_ keys: [SecretString]) {
        guard keys.count != entries.count || !zip(keys, entries).allSatisfy({ $0 == $1.key }) else { return }
        let old = entries
        entries = keys.map { key in old.first { $0.key == key } ?? (key, Breaker()) }
    }

    /// The next healthy key that is not among those tried.
    ///
    /// Where none is healthy and none was tried, the first to recover is used all the same: whether it is refused is the
    /// provider's to say.
    mutating func next(tried: [SecretString] = [], at now: Double) -> SecretString? {
        for step in entries.indices {
            let index = (position + step) % entries.count
            guard entries[index].breaker.allows(at: now), !tried.contains(entries[index].key) else { continue }
            position = (index + 1) % entries.count
            entries[index].breaker.begin(at: now)
            return entries[index].key
        }
        guard tried.isEmpty else { return nil }
        return entries.min { Self.end($0.breaker, now) < Self.end($1.breaker, now) }?.key
    }

    /// Notes what came of a key.
    mutating func report(_ verdict: Verdict, of key: SecretString, at now: Double) {
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
        switch verdict {
        case .good: entries[index].breaker.succeed(at: now)
        case .aside(let seconds): entries[index].breaker.open(for: seconds, at: now)
        case .neutral: break
        }
    }

    private static func end(_ breaker: Breaker, _ now: Double) -> Double {
        if case .open(let end) = breaker.state(at: now) { end } else { now }
    }
}

extension KeyRing.Verdict {
    /// What an answer means for its key.
    ///
    /// - Parameter now: seconds since 1970, for a `retry-after` that is a date.
    init(_ answer: Answer, now: Double) {
        guard !answer.isSuccess else {
            self = .good
            return
        }
        switch APIError(answer, now: now).kind {
        case .invalidKey: self = .aside(seconds: Self.revoked)
        case .quota: self = .aside(seconds: Self.spent)
        case .rateLimit: self = .aside(seconds: min(RetryAfter.seconds(answer.headers, now: now) ?? 5, Self.busiest))
        // Any other refusal of the request shows that the key was accepted.
        default: self = answer.status < 500 ? .good : .neutral
        }
    }

    /// A revoked key seldom comes back, and asking costs a request.
    private static let revoked = 300.0
    private static let spent = 600.0
    private static let busiest = 60.0
}
