#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Time and chance as a stage sees them, so that tests decide both.
public struct Surroundings: Sendable {
    /// Waits; throws `CancellationError` when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number in 0..<1.
    public var random: @Sendable () -> Double
    /// Seconds since 1970.
    public var now: @Sendable () -> Double
    /// Seconds of a clock that nobody sets, for spans of time.
    public var uptime: @Sendable () -> Double

    /// Creates surroundings; without a clock for spans, the other serves.
    public init(
        sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> Double,
        now: @escaping @Sendable () -> Double, uptime: (@Sendable () -> Double)? = nil
    ) {
        self.sleep = sleep
        self.random = random
        self.now = now
        self.uptime = uptime ?? now
    }

    /// The machine's own clock and generator.
    public static let real = Surroundings(
        sleep: { try await Task.sleep(for: $0) },
        random: { Double.random(in: 0..<1) },
        now: { read(CLOCK_REALTIME) }, uptime: { read(CLOCK_MONOTONIC) })

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
