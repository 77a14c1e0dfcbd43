import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Channel {
    /// Whether the other side has closed, as the system knows it: the event loop may not have come to hear of it yet.
    /// To be asked on the channel's event loop.
    var hasBeenLeft: Bool {
        var isEstablished = true
        guard let options = self as? any SocketOptionProvider else { return false }
        #if os(Linux)
            options.getTCPInfo().assumeIsolated().whenSuccess { isEstablished = $0.tcpi_state == 1 }
        #elseif canImport(Darwin)
            options.getTCPConnectionInfo().assumeIsolated().whenSuccess { isEstablished = $0.tcpi_state == 4 }
        #endif
        return !isEstablished
    }
}
