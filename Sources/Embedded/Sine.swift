#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The sine of an angle in radians, from the system's own mathematics.
func sine(_ angle: Double) -> Double { sin(angle) }
