import ArgumentParser

/// Serves MCP over stdio or HTTP until the client or a signal ends it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve MCP servers over stdio, or over HTTP with --http.",
        discussion: """
            Over stdio, all named servers are joined into one. Over HTTP, /mcp serves the joined servers and \
            /{server}/mcp one of them. No name means the server `openai`.
            """)

    @Argument(help: ArgumentHelp("Servers to offer; `openai-mcp servers` lists them.", valueName: "server"))
    var names: [String] = []

    @Flag(name: .customLong("all"), help: "Offer every server of one domain.")
    var isAll = false

    @Flag(help: "Serve over stdio, which is the default, whatever address the environment or a file names.")
    var stdio = false

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    /// What is asked for.
    var serving: Serving { Serving(names: names, isAll: isAll, keepsToStdio: stdio, flags: flags) }

    func run() async throws { try await serving.run() }
}
