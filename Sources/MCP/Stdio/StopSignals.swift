#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a signal handler rings; -1 before one is installed. A handler can reach nothing but a global.
private nonisolated(unsafe) var bell: Int32 = -1

extension StdioTransport {
    /// Stops on SIGTERM or SIGINT from now on; a second one ends the process at once.
    ///
    /// One transport in a process.
    public func stopOnSignals() {
        guard let descriptor = stopDescriptor else { return }
        bell = descriptor
        for number in [SIGTERM, SIGINT] {
            var action = sigaction()
            // Only what is safe in a handler: one write, and `errno` left as it was.
            let handler: @convention(c) (Int32) -> Void = { _ in
                let before = errno
                var byte: UInt8 = 1
                _ = write(bell, &byte, 1)
                errno = before
            }
            #if canImport(Glibc)
                action.__sigaction_handler.sa_handler = handler
            #else
                action.__sigaction_u.__sa_handler = handler
            #endif
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_RESTART)
            sigaction(number, &action, nil)
        }
    }
}
