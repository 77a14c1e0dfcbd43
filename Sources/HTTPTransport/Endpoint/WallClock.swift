#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seconds since 1970, which replicas share.
enum WallClock {
    static func now() -> Int { time(nil) }
}
