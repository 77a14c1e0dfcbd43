import NIOCore

/// How long a connection waits for its client. Pure: it is told what happens, and when.
///
/// What may be large need only go on, and has longer for the whole. What has been answered before it was whole, such as a
/// request that is refused, has a moment left: closed at once, the answer could be lost.
struct ConnectionClock {
    /// What to do now.
    enum Verdict: Hashable {
        case wait
        /// The request did not arrive whole in time.
        case stalled
        case close
    }

    /// Longest time for the rest of a request that has been answered.
    static let linger = TimeAmount.seconds(2)

    /// For a request to arrive whole or to go on, for a client to go on reading.
    private let limit: TimeAmount
    /// Between requests.
    private let idle: TimeAmount
    /// Set until the first request has begun, which is expected from the start.
    private var opened: NIODeadline?
    private var requestBegan: NIODeadline?
    /// By when a large request must be whole; nil: the limit holds.
    private var requestEnds: NIODeadline?
    private var readingStopped: NIODeadline?
    private var lingersUntil: NIODeadline?
    private var idleSince: NIODeadline?

    init(limit: TimeAmount, idle: TimeAmount, at now: NIODeadline) {
        self.limit = limit
        self.idle = idle
        opened = now
    }

    // MARK: What happens

    /// - Parameter longest: time for a request that may be large; nil for any other.
    mutating func requestBegins(at now: NIODeadline, longest: TimeAmount?) {
        (opened, idleSince) = (nil, nil)
        requestBegan = now
        requestEnds = longest.map { now + $0 }
    }

    /// A piece of a body has come.
    mutating func requestGoesOn(at now: @autoclosure () -> NIODeadline) {
        if let requestEnds { requestBegan = min(now(), requestEnds - limit) }
    }

    mutating func requestIsWhole() { (requestBegan, requestEnds, lingersUntil) = (nil, nil, nil) }

    /// The answer has been written before the request was whole.
    mutating func answeredEarly(at now: NIODeadline) { lingersUntil = now + min(limit, Self.linger) }

    /// Nothing is under way.
    mutating func rests(at now: NIODeadline) { idleSince = now }

    mutating func clientReads(_ reads: Bool, at now: NIODeadline) { readingStopped = reads ? nil : now }

    // MARK: What follows

    /// When to look again; nil where nothing is waited for.
    var deadline: NIODeadline? {
        var earliest: NIODeadline?
        func add(_ deadline: NIODeadline?) {
            guard let deadline else { return }
            earliest = earliest.map { min($0, deadline) } ?? deadline
        }
        add(opened.map { $0 + limit })
        add(requestBegan.map { $0 + limit })
        add(readingStopped.map { $0 + limit })
        add(idleSince.map { $0 + idle })
        add(lingersUntil)
        return earliest
    }

    /// Whether the time for all of a large request is over.
    func isOverdue(at now: NIODeadline) -> Bool { requestEnds.map { $0 <= now } ?? false }

    mutating func verdict(at now: NIODeadline) -> Verdict {
        let stuck = [opened, readingStopped].contains { $0.map { now - $0 >= limit } ?? false }
        if stuck || lingersUntil.map({ $0 <= now }) ?? false { return .close }
        if idleSince.map({ now - $0 >= idle }) ?? false { return .close }
        guard let began = requestBegan, now - began >= limit else { return .wait }
        requestBegan = nil
        return .stalled
    }
}
