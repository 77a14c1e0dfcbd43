import ArgumentParser
import Gateway
import Logging
import MCP
import Servers
import Settings

/// Serves MCP over stdio or HTTP until the client or a signal ends it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve MCP servers over stdio, or over HTTP with --http.",
        discussion: """
            Over stdio, all named servers are joined into one. Over HTTP, /mcp serves the joined servers and \
            /{server}/mcp one of them. No name means the server `openai`.
            """)

    @Argument(help: ArgumentHelp("Servers to offer; `openai-mcp servers` lists them.", valueName: "server"))
    var names: [String] = []

    @Flag(name: .customLong("all"), help: "Offer every server of one domain.")
    var isAll = false

    @Flag(help: "Serve over stdio, which is the default.")
    var stdio = false

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let settings = try Startup.settings(flags)
        if stdio, flags.values["http"] != nil {
            throw Startup.refuse("--stdio and --http cannot be combined; choose one.")
        }
        let chosen = isAll ? Family.members.map(\.name).filter { $0 != Family.defaultName } : names
        if isAll, !names.isEmpty { throw Startup.refuse("--all and names cannot be combined; choose one.") }
        let usesHTTP = settings.http.address != nil && !stdio
        do {
            let assembly = try Assembly(settings, readsCurrentFolder: !usesHTTP)
            let joined = try assembly.family.server(chosen)
            if usesHTTP {
                try await HTTPServing(assembly: assembly, joined: joined, names: chosen).run()
            } else {
                await StdioServing(server: joined, drain: settings.http.drainTime).run()
            }
        } catch let error where !(error is ExitCode) {
            throw Startup.refuse("\(error)")
        }
    }
}
