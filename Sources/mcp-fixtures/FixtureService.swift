import ArgumentParser
import ConformanceFixtures
import HTTPTransport
import Logging
import MCP
import Sealing

/// Serves the fixtures of the conformance suite over Streamable HTTP, or over stdio.
@main
struct FixtureService: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp-fixtures", abstract: "Serve what the MCP conformance suite asks of a server under test.")

    @Option(help: "Port on the loopback interface; without it, the server speaks over stdio.")
    var port: Int?

    @Flag(help: "Serve the pair of paths of 2024-11-05 too, /sse and /messages.")
    var sse = false

    func run() async throws {
        let server = try ConformanceServer.make(sealer: AuthenticatedSealer())
        guard let port else {
            let transport = StdioTransport(server: server, principal: Tester(id: "local"))
            transport.stopOnSignals()
            return await transport.run()
        }
        var configuration = HTTPConfiguration()
        configuration.port = port
        configuration.servesSSE = sse
        configuration.maxConnections = 16_384
        let logger = Logger(label: "mcp-fixtures")
        let service = try HTTPService(
            configuration, joined: server, logger: logger,
            makePrincipal: { Tester(id: $0.callerID) },
            onListening: { host, port in logger.notice("listening on http://\(host):\(port)/mcp") })
        try await service.runUntilSignalled()
    }

    private struct Tester: Principal {
        let id: String
    }
}
