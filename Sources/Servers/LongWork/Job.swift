import Gateway
import MCP
import Synchronization

/// One piece of work and whoever waits for it.
final class Job: Sendable {
    /// What a wait ends with.
    enum Ending: Sendable {
        case finished(Result<ToolResult, any Error>)
        case stillRunning
    }

    private struct State {
        var result: Result<ToolResult, any Error>?
        var finishedAt: Double?
        var waiters: [CheckedContinuation<Ending, Never>] = []
        var deadline: Double
        var task: Task<Void, Never>?
        var isHandedOver = false
        var isCancelled = false
    }

    let id: String
    let caller: String
    /// Seconds since 1970.
    let started: Double
    private let state: Mutex<State>

    init(id: String, caller: String, started: Double, patience: Duration) {
        self.id = id
        self.caller = caller
        self.started = started
        state = Mutex(State(deadline: started + patience.seconds))
    }

    /// Whether the first request still waits, so that progress has somewhere to go.
    var reportsProgress: Bool { state.withLock { !$0.isHandedOver } }

    /// When the result came, or nil.
    var finishedAt: Double? { state.withLock { $0.finishedAt } }

    func start(_ work: @escaping @Sendable () async throws -> ToolResult) {
        state.withLock { state in
            state.task = Task {
                let result: Result<ToolResult, any Error>
                do { result = .success(try await work()) } catch { result = .failure(error) }
                self.finish(result)
            }
            if state.isCancelled { state.task?.cancel() }
        }
    }

    /// Waits for the result or the deadline, whichever comes first.
    func wait() async -> Ending {
        await withCheckedContinuation { continuation in
            let result = state.withLock { state in
                if state.result == nil { state.waiters.append(continuation) }
                return state.result
            }
            if let result { continuation.resume(returning: .finished(result)) }
        }
    }

    /// Lets a further request wait.
    func extend(until deadline: Double) { state.withLock { $0.deadline = deadline } }

    /// Sends those who wait away once the deadline has passed; from then on the work belongs to its handle.
    func release(at now: Double) {
        let waiters = state.withLock { state -> [CheckedContinuation<Ending, Never>] in
            guard state.result == nil, now >= state.deadline, !state.waiters.isEmpty else { return [] }
            state.isHandedOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: .stillRunning) }
    }

    /// Cancels the work unless a handle stands for it.
    func cancel() {
        let task = state.withLock { state in
            guard !state.isHandedOver else { return nil as Task<Void, Never>? }
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }

    private func finish(_ result: Result<ToolResult, any Error>) {
        let waiters = state.withLock { state in
            state.result = result
            state.finishedAt = Surroundings.real.now()
            state.task = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: .finished(result)) }
    }
}
