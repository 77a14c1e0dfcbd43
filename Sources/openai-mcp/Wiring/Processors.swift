import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// The processors that this process may run on.
enum Processors {
    /// Makes no more event loops than there are processors to run them: on one, a second loop would only take turns with
    /// the first. To be called once, before there is a loop.
    static func limitLoops() {
        guard let count = allowed, count > 0, count < System.coreCount else { return }
        NIOSingletons.groupLoopCountSuggestion = count
    }

    /// How many Linux lets this process use (proc(5), `Cpus_allowed`); nil where nobody says.
    private static var allowed: Int? {
        #if canImport(Glibc)
            guard let file = fopen("/proc/self/status", "r") else { return nil }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 1024)
            while fgets(&line, Int32(line.count), file) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                guard text.hasPrefix("Cpus_allowed:") else { continue }
                return text.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
            }
        #endif
        return nil
    }
}
