import Synchronization

/// Who may go and who waits, for all calls of this process.
public final class Admission: Sendable {
    private struct Ticket: Sendable {
        let id: UInt64
        let owner: String
        let demands: [Demand]
        let deadline: Double
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var meters = Meters()
        var queue = FairQueue<Ticket>()
        var lastID: UInt64 = 0
        /// When somebody looks next.
        var alarm = Double.infinity
        /// Tickets whose caller left before they were in the queue.
        var left: Set<UInt64> = []
    }

    private let surroundings: Surroundings
    private let state = Mutex(State())

    /// Creates an admission that has let nobody in.
    public init(in surroundings: Surroundings = .real) { self.surroundings = surroundings }

    /// Calls that wait.
    public var waiting: Int { state.withLock { $0.queue.count } }

    /// Returns when a call may go; throws ``APIError`` where it would have to wait too long. ``leave(_:tokens:)`` follows.
    func enter(_ demands: [Demand], owner: String, rules: LimitRules) async throws {
        let now = surroundings.uptime()
        let verdict = state.withLock { state -> Meters.Verdict? in
            let verdict = state.meters.check(demands, at: now)
            // Nobody overtakes those who wait.
            guard verdict == .go, state.queue.isEmpty else { return verdict }
            state.meters.take(demands, at: now)
            return nil
        }
        guard let verdict else { return }
        try await wait(demands, owner, rules, verdict, now)
    }

    /// A call that was let in has ended; `tokens` is what it used, nil if nobody knows.
    func leave(_ demands: [Demand], tokens: Int?) {
        let now = surroundings.uptime()
        state.withLock { $0.meters.leave(demands, tokens: tokens.map(Double.init), at: now) }
        pump()
    }

    // MARK: The queue

    private func wait(
        _ demands: [Demand], _ owner: String, _ rules: LimitRules, _ verdict: Meters.Verdict, _ now: Double
    ) async throws {
        if case .wait(let seconds, _, _) = verdict, seconds > rules.patience.seconds {
            throw Self.refusal(verdict, demands)
        }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        defer { state.withLock { _ = $0.left.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ticket = Ticket(
                    id: id, owner: owner, demands: demands, deadline: now + rules.patience.seconds,
                    continuation: continuation)
                let failure = state.withLock { state -> (any Error)? in
                    if state.left.remove(id) != nil { return CancellationError() }
                    guard state.queue.count < rules.queue, state.queue.count(of: owner) < rules.queuePerCaller else {
                        return Self.refusal(verdict, demands)
                    }
                    state.queue.append(ticket, id: id, of: owner)
                    return nil
                }
                if let failure { return continuation.resume(throwing: failure) }
                pump()
            }
        } onCancel: {
            let ticket = state.withLock { state in
                let ticket = state.queue.remove(id, of: owner)
                if ticket == nil { state.left.insert(id) }
                return ticket
            }
            ticket?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Lets in whoever can go, turns away whoever has waited too long, and sees to it that somebody looks again.
    private func pump() {
        let now = surroundings.uptime()
        let (going, late, pause) = state.withLock { state -> ([Ticket], [(Ticket, Meters.Verdict)], Double?) in
            guard !state.queue.isEmpty else { return ([], [], nil) }
            var going: [Ticket] = []
            // Taken out, so that two parts of the state can be used at once without a copy.
            var meters = Meters()
            swap(&meters, &state.meters)
            defer { swap(&meters, &state.meters) }
            while let ticket = state.queue.next(where: { meters.check($0.demands, at: now) == .go }) {
                meters.take(ticket.demands, at: now)
                going.append(ticket)
            }
            let late = state.queue.removeAll { $0.deadline <= now }.map { ($0, meters.check($0.demands, at: now)) }
            var next = Double.infinity
            for ticket in state.queue.heads {
                next = min(next, ticket.deadline)
                if case .wait(let seconds, _, _) = meters.check(ticket.demands, at: now) {
                    next = min(next, now + seconds)
                }
            }
            guard next < state.alarm || state.alarm <= now else { return (going, late, nil) }
            state.alarm = next
            return (going, late, next < .infinity ? max(0.001, next - now) : nil)
        }
        for ticket in going { ticket.continuation.resume() }
        for (ticket, verdict) in late { ticket.continuation.resume(throwing: Self.refusal(verdict, ticket.demands)) }
        guard let pause else { return }
        Task {
            try? await surroundings.sleep(.seconds(pause))
            state.withLock { $0.alarm = .infinity }
            pump()
        }
    }

    private static func refusal(_ verdict: Meters.Verdict, _ demands: [Demand]) -> APIError {
        switch verdict {
        case .wait(let seconds, let scarce, let name):
            let rule = demands.first { $0.rule.name == name }?.rule
            let limit = scarce == .requests ? rule?.requestsPerMinute : rule?.tokensPerMinute
            guard seconds.isFinite else {
                return APIError(
                    .rateLimit, "the limit '\(name)' allows no \(scarce.rawValue); ask the operator to raise it")
            }
            return APIError(
                .rateLimit,
                "the limit '\(name)' of \(limit ?? 0) \(scarce.rawValue) a minute on this server is used up; wait \(WaitText(seconds)) and call again",
                retryAfter: seconds)
        case .busy(let name):
            let most = demands.first { $0.rule.name == name }?.rule.concurrent
            return APIError(
                .rateLimit,
                "the limit '\(name)' of \(most ?? 0) calls at one time on this server is reached; wait until one of them ends and call again",
                retryAfter: 1)
        case .go:
            return APIError(
                .rateLimit, "too many calls wait on this server; wait a moment and call again", retryAfter: 1)
        }
    }
}
