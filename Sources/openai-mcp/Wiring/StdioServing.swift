import Gateway
import MCP

/// Serves the client that started this process.
struct StdioServing {
    let server: Server
    let drain: Duration

    /// Returns when the input has ended or a signal to stop has come, and calls in flight are finished or cancelled.
    func run() async {
        let transport = StdioTransport(server: server, principal: Caller.local, drain: drain)
        transport.stopOnSignals()
        await transport.run()
    }
}
