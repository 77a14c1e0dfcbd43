/// How a provider has lately done: what the choice among several goes by.
struct Health: Sendable {
    /// Calls that have gone and are not finished.
    private(set) var inFlight = 0
    private(set) var breaker: Breaker
    /// Average seconds until an answer began, the latest counting most.
    private var average: (seconds: Double, at: Double)?

    init(_ limits: BreakerLimits = BreakerLimits()) { breaker = Breaker(limits) }

    /// What became of a call, as far as it says something about the provider.
    enum Outcome: Sendable, Equatable {
        /// It answered, be it with an error that is the request's.
        case answered
        case failed
        /// Nothing: it was not asked, or it only wants to be asked less often.
        case neutral
    }

    /// Notes that a call goes.
    mutating func begin(at now: Double) {
        inFlight += 1
        breaker.begin(at: now)
    }

    /// Notes that a call is over.
    mutating func end() { inFlight -= 1 }

    /// Notes how an answer began, or that there is none.
    mutating func note(_ outcome: Outcome, after seconds: Double, at now: Double) {
        switch outcome {
        case .answered:
            breaker.succeed(at: now)
            let known = latency(at: now)
            average = (known.map { $0 + Self.share * (max(0, seconds) - $0) } ?? max(0, seconds), now)
        case .failed: breaker.fail(at: now)
        case .neutral: break
        }
    }

    /// Average seconds until an answer begins; nil where that is unknown or long ago, so that it is tried again.
    func latency(at now: Double) -> Double? {
        average.flatMap { now >= $0.at && now - $0.at < Self.memory ? $0.seconds : nil }
    }

    private static let share = 0.3
    private static let memory = 60.0
}

extension Health.Outcome {
    init(_ answer: Answer) { self = answer.status >= 500 ? .failed : answer.status == 429 ? .neutral : .answered }

    init(_ failure: UpstreamFailure) {
        switch failure.kind {
        case .connect, .tls, .timeout, .reset, .malformed: self = .failed
        case .tooLarge, .noKey, .stream, .file, .limited: self = .neutral
        }
    }
}
