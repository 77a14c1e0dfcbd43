#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time of day.
public enum WallClock {
    /// Seconds since 1970.
    @Sendable public static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// A time as RFC 3339 writes it, in UTC and with milliseconds.
    static func text(_ seconds: Double) -> String {
        var whole = time_t(seconds.rounded(.down))
        var parts = tm()
        gmtime_r(&whole, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let length = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%S", &parts)
        let milliseconds = Int((seconds - seconds.rounded(.down)) * 1000)
        let fraction = String(1000 + milliseconds).dropFirst()
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self) + ".\(fraction)Z"
    }
}
