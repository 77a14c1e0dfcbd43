import Gateway
import Synchronization

/// Time that passes only when a test says so.
final class ManualClock: Sendable {
    private struct State {
        var now = 1_700_000_000.0
        var sleepers: [(deadline: Double, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var surroundings: Surroundings {
        Surroundings(
            sleep: { await self.sleep($0) }, random: { 0 }, now: { self.state.withLock { $0.now } })
    }

    private func sleep(_ duration: Duration) async {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        await withCheckedContinuation { continuation in
            state.withLock { $0.sleepers.append(($0.now + seconds, continuation)) }
        }
    }

    /// Lets time pass as soon as somebody sleeps, and wakes whoever is due.
    func pass(_ seconds: Double) async throws {
        try await settle()
        let due = state.withLock { state in
            state.now += seconds
            defer { state.sleepers.removeAll { $0.deadline <= state.now } }
            return state.sleepers.filter { $0.deadline <= state.now }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until whoever woke has done its work and sleeps again.
    func settle() async throws {
        try await eventually { state.withLock { !$0.sleepers.isEmpty } }
    }

    /// Lets time pass in small steps until a task has ended, and returns what it ended with.
    func pass<Value: Sendable>(until task: Task<Value, any Error>) async throws -> Value {
        let hasEnded = Flag(raisedBy: task)
        for _ in 0..<1000 {
            try await eventually { hasEnded.isUp || state.withLock { !$0.sleepers.isEmpty } }
            if hasEnded.isUp { return try await task.value }
            // Whoever woke by the last step gets its turn before the next.
            try await Task.sleep(for: .milliseconds(1))
            try await pass(0.5)
        }
        throw NeverHappened()
    }
}
