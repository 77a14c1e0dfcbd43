import Synchronization

/// What a test waited for did not come about.
struct NeverHappened: Error {}

/// Waits until something holds that other tasks bring about; throws after some seconds.
func eventually(_ holds: () -> Bool) async throws {
    for attempt in 0..<10_000 {
        if holds() { return }
        if attempt < 100 { await Task.yield() } else { try await Task.sleep(for: .milliseconds(1)) }
    }
    throw NeverHappened()
}

/// What a task ends with; throws where it does not end, instead of waiting for ever.
func ending<Value: Sendable>(of task: Task<Value, any Error>) async throws -> Value {
    let hasEnded = Flag(raisedBy: task)
    try await eventually { hasEnded.isUp }
    return try await task.value
}

/// Goes up when a task ends.
final class Flag: Sendable {
    private let state = Atomic(false)

    init<Value: Sendable>(raisedBy task: Task<Value, any Error>) {
        Task {
            _ = await task.result
            state.store(true, ordering: .sequentiallyConsistent)
        }
    }

    var isUp: Bool { state.load(ordering: .sequentiallyConsistent) }
}
