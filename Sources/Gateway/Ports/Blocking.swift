/// Work that blocks on a file or computes for long leaves the event loop it came on, where others wait for their turn.
public enum Blocking {
    /// Runs work on the pool of threads that may be kept busy.
    public static func run<Success: Sendable>(_ work: @Sendable () throws -> Success) async rethrows -> Success {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { try work() }
    }
}
