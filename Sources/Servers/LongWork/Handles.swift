import Gateway
import MCP
import Synchronization

/// Work that outlives its request: past a caller's patience it goes on, and a handle stands for its result.
///
/// A handle belongs to the caller that got it, and its result is kept for a while. Both end with the process.
public final class Handles: Sendable {
    private struct State {
        var jobs: [ObjectIdentifier: Job] = [:]
        /// Only a job that outlives its request gets a handle.
        var handles: [String: Job] = [:]
        var isTicking = false

        mutating func forget(_ job: Job) {
            jobs[ObjectIdentifier(job)] = nil
            if let handle = handles.first(where: { $0.value === job })?.key { handles[handle] = nil }
        }
    }

    /// How long a request waits before its caller gets a handle.
    let patience: Duration
    private let lifetime: Duration
    private let capacity: Int
    private let surroundings: Surroundings
    private let state = Mutex(State())

    /// Creates an empty table.
    ///
    /// - Parameters:
    ///   - patience: how long a request waits before its caller gets a handle.
    ///   - lifetime: how long a result is kept once it is there.
    ///   - capacity: handles kept for one caller; past that its oldest finished one is forgotten.
    public init(
        patience: Duration = .seconds(44), lifetime: Duration = .seconds(3600), capacity: Int = 200,
        surroundings: Surroundings = .real
    ) {
        self.patience = patience
        self.lifetime = lifetime
        self.capacity = capacity
        self.surroundings = surroundings
    }

    /// Does the work and returns its result, or a handle to it once patience ends.
    ///
    /// Cancelling the task cancels the work for as long as no handle has been given.
    func run(for caller: Caller, _ work: @escaping @Sendable (Job) async throws -> ToolResult) async throws
        -> ToolResult
    {
        let job = Job(caller: caller.id, now: surroundings.now)
        job.start { try await work(job) }
        watch(job)
        switch await job.wait(until: job.started + patience.seconds) {
        case .finished(let result):
            forget(job)
            return try result.get()
        case .stillRunning:
            let handle = Self.newHandle()
            state.withLock { $0.handles[handle] = job }
            // It may have been forgotten in between, and would then never be.
            watch(job)
            return HandleMessage.given(handle, after: patience, lifetime: lifetime)
        }
    }

    /// The result behind a handle; waits for it as long as a request may.
    func result(of id: String, for caller: Caller) async throws -> ToolResult {
        guard let job = state.withLock({ $0.handles[id] }), job.caller == caller.id else {
            return HandleMessage.unknown(id, lifetime: lifetime)
        }
        switch await job.visit(until: surroundings.now() + patience.seconds) {
        case .finished(let result): return try result.get()
        case .stillRunning:
            try Task.checkCancellation()
            return HandleMessage.stillRunning(id, since: surroundings.now() - job.started)
        }
    }

    /// Calls that are being worked on and results that are kept.
    public var count: Int { state.withLock { $0.jobs.count } }

    private func forget(_ job: Job) { state.withLock { _ = $0.jobs.removeValue(forKey: ObjectIdentifier(job)) } }

    /// Keeps an eye on a job. One task looks at all of them, so that a call costs no timer.
    private func watch(_ job: Job) {
        let mustTick = state.withLock { state in
            state.jobs[ObjectIdentifier(job)] = job
            defer { state.isTicking = true }
            return !state.isTicking
        }
        guard mustTick else { return }
        let interval = min(max(patience / 20, .milliseconds(10)), .milliseconds(500))
        Task { [weak self, surroundings] in
            while true {
                try? await surroundings.sleep(interval)
                guard let self, self.tick() else { return }
            }
        }
    }

    /// Releases those whose patience has ended and forgets old results; false when nothing is left to watch.
    private func tick() -> Bool {
        let now = surroundings.now()
        let jobs = state.withLock { state in
            // A request that still waits for its result has no handle yet, and does not push out those who have.
            let kept = state.jobs.values.filter(\.isHandedOver)
            for (_, owned) in Dictionary(grouping: kept, by: \.caller) {
                let finished = owned.filter { $0.finishedAt != nil }.sorted { $0.started < $1.started }
                let excess = max(0, owned.count - capacity)
                for (place, job) in finished.enumerated() {
                    let isOld = (job.finishedAt ?? now) + lifetime.seconds < now
                    if isOld || place < excess { state.forget(job) }
                }
            }
            if state.jobs.isEmpty { state.isTicking = false }
            return Array(state.jobs.values)
        }
        for job in jobs { job.release(at: now) }
        return !jobs.isEmpty
    }

    /// What every handle begins with.
    static let prefix = "result-"

    private static func newHandle() -> String {
        var generator = SystemRandomNumberGenerator()
        let number = [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
        return prefix + number
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
