import ConformanceFixtures
import HTTPTransport
import MCP
import Sealing

/// The fixture server of the conformance suite over HTTP.
enum Conformance {
    static func server() throws -> MCP.Server { try ConformanceServer.make(sealer: AuthenticatedSealer()) }

    /// Runs it while the body runs.
    static func run(
        _ configure: (inout HTTPConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (Harness, MCP.Server) async throws -> Void
    ) async throws {
        let server = try server()
        try await Harness.run(
            {
                $0.drainTime = .milliseconds(50)
                configure(&$0)
            }, joined: server
        ) { try await body($0, server) }
    }

    /// Waits until so many listen; false after five seconds.
    static func waits(for listeners: Int, on server: MCP.Server) async throws -> Bool {
        for _ in 0..<500 {
            if server.changes.listeners == listeners { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
