import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// The processors that this process may run on.
enum Processors {
    /// Makes no more event loops than there are processors to run them: on one, a second loop would only take turns with
    /// the first. Does nothing once there is a loop.
    static func limitLoops() {
        #if canImport(Glibc)
            var set = cpu_set_t()
            guard sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return }
            let count = withUnsafeBytes(of: set) { bytes in bytes.reduce(0) { $0 + $1.nonzeroBitCount } }
            if count > 0, count < System.coreCount { NIOSingletons.groupLoopCountSuggestion = count }
        #endif
    }
}
