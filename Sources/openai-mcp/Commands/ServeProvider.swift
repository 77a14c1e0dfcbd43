import ArgumentParser
import Embedded
import Gateway
import HTTPTransport
import Logging
import MCP
import Settings

/// Serves the embedded provider to other programs.
struct ServeProvider: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provider",
        abstract: "Serve the embedded provider as an OpenAI-compatible API under /v1.",
        discussion: "The address is printed to standard output once it takes connections. Any key is accepted.")

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let settings = try Startup.settings(flags)
        guard settings.http.address != nil else {
            throw Startup.refuse("provider needs --http HOST:PORT, such as --http 127.0.0.1:0 for a free port")
        }
        let service = try Startup.prepare {
            let configuration = try HTTPServing.configuration(settings)
            let directory = try CallerDirectory(settings)
            return try HTTPService(
                configuration, joined: nil, routes: ProviderFace(provider: EmbeddedProvider()).routes,
                logger: Logger(label: "openai-mcp.provider"), makePrincipal: directory.caller,
                onListening: { host, port in StandardOutput.write(configuration.url(host, port) + "/v1") })
        }
        do {
            try await service.runUntilSignalled()
        } catch {
            throw Startup.fail("\(error)")
        }
    }
}
