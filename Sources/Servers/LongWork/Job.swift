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

    private struct Waiter {
        let deadline: Double
        let continuation: CheckedContinuation<Ending, Never>
    }

    private struct State {
        var result: Result<ToolResult, any Error>?
        var finishedAt: Double?
        var waiters: [Int: Waiter] = [:]
        var lastWaiter = 0
        var task: Task<Void, Never>?
        var isHandedOver = false
    }

    let caller: String
    /// The tool whose answer a person must approve; nil: nobody need.
    let guardedAs: String?
    /// Seconds since 1970.
    let started: Double
    private let now: @Sendable () -> Double
    private let state = Mutex(State())

    init(caller: String, guardedAs: String? = nil, now: @escaping @Sendable () -> Double) {
        self.caller = caller
        self.guardedAs = guardedAs
        self.now = now
        started = now()
    }

    /// Whether the first request has been answered with a handle, so that progress has nowhere to go.
    var isHandedOver: Bool { state.withLock { $0.isHandedOver } }

    /// When the result came, or nil.
    var finishedAt: Double? { state.withLock { $0.finishedAt } }

    func start(_ work: @escaping @Sendable () async throws -> ToolResult) {
        state.withLock { state in
            state.task = Task.onSameExecutor {
                let result: Result<ToolResult, any Error>
                do { result = .success(try await work()) } catch { result = .failure(error) }
                self.finish(result)
            }
        }
    }

    // MARK: Waiting

    /// Waits for the result or the deadline, whichever comes first; cancelling the waiting task cancels the work.
    func wait(until deadline: Double) async -> Ending {
        await withTaskCancellationHandler {
            await withCheckedContinuation { enlist(Waiter(deadline: deadline, continuation: $0), as: nextWaiter()) }
        } onCancel: {
            cancel()
        }
    }

    /// Waits as another request that asks for the result; cancelling it ends the wait and leaves the work alone.
    func visit(until deadline: Double) async -> Ending {
        let number = nextWaiter()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { enlist(Waiter(deadline: deadline, continuation: $0), as: number) }
        } onCancel: {
            leave(number)
        }
    }

    private func nextWaiter() -> Int {
        state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
    }

    private func enlist(_ waiter: Waiter, as number: Int) {
        let ending = state.withLock { state -> Ending? in
            if let result = state.result { return .finished(result) }
            // Whoever takes a cancelled request off the list may have been here already.
            if state.isHandedOver, Task.isCancelled { return .stillRunning }
            state.waiters[number] = waiter
            return nil
        }
        if let ending { waiter.continuation.resume(returning: ending) }
    }

    private func leave(_ number: Int) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
        waiter?.continuation.resume(returning: .stillRunning)
    }

    /// Sends those away whose deadline has passed; from then on the work belongs to its handle.
    func release(at now: Double) {
        let late = state.withLock { state -> [Waiter] in
            let late = state.waiters.filter { now >= $0.value.deadline }
            for number in late.keys { state.waiters[number] = nil }
            if !late.isEmpty { state.isHandedOver = true }
            return Array(late.values)
        }
        for waiter in late { waiter.continuation.resume(returning: .stillRunning) }
    }

    // MARK: The end

    /// Cancels the work unless a handle stands for it.
    private func cancel() {
        let task = state.withLock { $0.isHandedOver ? nil : $0.task }
        task?.cancel()
    }

    private func finish(_ result: Result<ToolResult, any Error>) {
        let waiters = state.withLock { state in
            state.result = result
            state.finishedAt = now()
            state.task = nil
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.continuation.resume(returning: .finished(result)) }
    }
}
