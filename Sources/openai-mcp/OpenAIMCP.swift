import ArgumentParser

/// The command: servers, a client for them, and the embedded provider on its own.
@main
struct OpenAIMCP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openai-mcp",
        abstract: "MCP servers for the OpenAI API and whatever is compatible with it.",
        discussion: """
            Without a key, add --provider embedded: an offline model in this process then answers everything.

              openai-mcp serve                                    over stdio, the default
              openai-mcp serve chat images --http 127.0.0.1:8080  two servers over HTTP
              openai-mcp call model-list                          one call, from a shell
            """,
        version: Version.current,
        subcommands: [
            Serve.self, ListServers.self, ListTools.self, CallTool.self, Config.self, Callers.self, ShowUsage.self,
            Sunset.self, Demo.self,
            ServeProvider.self,
        ])

    static func main() async {
        Processors.limitLoops()
        guard let serving = Serving(plain: Array(CommandLine.arguments.dropFirst())) else { return await main(nil) }
        do {
            try await serving.run()
        } catch {
            exit(withError: error)
        }
    }
}
