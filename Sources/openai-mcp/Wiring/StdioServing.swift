import Dispatch
import Gateway
import MCP

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Serves the client that started this process.
struct StdioServing {
    let server: Server
    let drain: Duration

    /// Returns when the input has ended or SIGTERM or SIGINT has come, and calls in flight are finished or cancelled.
    func run() async {
        let transport = StdioTransport(server: server, principal: Caller.local, drain: drain)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { transport.stop() }
            source.activate()
            return source
        }
        await transport.run()
        for source in sources { source.cancel() }
    }
}
