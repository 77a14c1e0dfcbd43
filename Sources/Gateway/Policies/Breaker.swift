/// Leaves a provider, or a key, alone while it fails: a circuit breaker.
///
/// Closed: calls go. Open: none does, until some seconds have passed. Half-open: one call tries; its success closes the
/// breaker and its failure opens it for twice as long. Time is passed in, in seconds of any one clock.
public struct Breaker: Sendable {
    /// Which of the three it is.
    public enum State: Sendable, Equatable {
        case closed
        /// Until the time of a trial.
        case open(until: Double)
        case halfOpen
    }

    private let limits: BreakerLimits
    private var failures = 0
    private var calls = 0
    private var windowStart = -Double.infinity
    /// When it opened last, and for how long; nil while it is closed.
    private var opened: (at: Double, span: Double)?
    /// When the trial began whose end is waited for.
    private var trial: Double?

    /// Creates a closed breaker.
    public init(_ limits: BreakerLimits = BreakerLimits()) { self.limits = limits }

    /// Which state it is in.
    public func state(at now: Double) -> State {
        guard let opened else { return .closed }
        // A clock that jumped back would else keep it open for as long as the jump was.
        return now >= opened.at && now < opened.at + opened.span ? .open(until: opened.at + opened.span) : .halfOpen
    }

    /// Whether a call could go now.
    public func allows(at now: Double) -> Bool {
        switch state(at: now) {
        case .closed: true
        case .open: false
        // A trial that never ended, for its caller went away, does not bar the next for ever.
        case .halfOpen: trial.map { now < $0 || now >= $0 + limits.open } ?? true
        }
    }

    /// Notes that a call goes.
    public mutating func begin(at now: Double) { if opened != nil { trial = now } }

    /// Notes a success.
    public mutating func succeed(at now: Double) {
        opened = nil
        trial = nil
        count(at: now)
    }

    /// Notes a failure.
    public mutating func fail(at now: Double) {
        count(at: now)
        failures += 1
        if let opened {
            // What was under way when it opened says nothing about the time after.
            guard trial != nil || now >= opened.at + opened.span else { return }
            open(for: min(opened.span * 2, limits.longestOpen), at: now)
        } else if failures >= limits.failures, failures * 2 >= calls {
            open(for: limits.open, at: now)
        }
    }

    /// Opens it at once, for a reason that needs no second one.
    public mutating func open(for span: Double, at now: Double) {
        opened = (now, span)
        trial = nil
        (failures, calls) = (0, 0)
    }

    private mutating func count(at now: Double) {
        if now < windowStart || now >= windowStart + limits.window { (windowStart, failures, calls) = (now, 0, 0) }
        calls += 1
    }
}
