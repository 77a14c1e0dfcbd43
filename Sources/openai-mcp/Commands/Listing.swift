import ArgumentParser
import JSON
import MCP
import Servers

/// Lists the servers of the family.
struct ListServers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "servers", abstract: "List the servers and what they are for.")

    func run() async throws {
        let family = try Family.forListing()
        let width = Family.members.map(\.name.count).max() ?? 0
        for member in Family.members {
            let server = try family.server([member.name])
            let name = member.name.padding(to: width)
            print("\(name)  \(String(server.tools.tools.count).padding(to: 3)) tools  \(member.title)")
        }
    }
}

/// Lists the tools of a server.
struct ListTools: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools", abstract: "List the tools of a server, and what they cost a model.")

    @Argument(help: ArgumentHelp("A server; without one, the default server.", valueName: "server"))
    var names: [String] = []

    @Flag(name: .customLong("json"), help: "Print the definitions as tools/list answers them.")
    var isJSON = false

    @Flag(name: .customLong("tokens"), help: "Print how many tokens each definition costs (bytes / 4).")
    var countsTokens = false

    func run() async throws {
        let server: Server
        do {
            server = try Family.forListing().server(names)
        } catch {
            throw Startup.refuse("\(error)")
        }
        if isJSON {
            var writer = JSONWriter()
            writer.array { list in
                for tool in server.tools.tools { list.raw(tool.definition(for: .v2025_11_25)) }
            }
            return print(String(decoding: writer.bytes, as: UTF8.self))
        }
        let width = server.tools.tools.map(\.name.count).max() ?? 0
        var total = 0
        for tool in server.tools.tools {
            let tokens = (tool.definition(for: .v2025_11_25).count + 3) / 4
            total += tokens
            let cost = countsTokens ? "\(String(tokens).padding(to: 5))  " : ""
            print("\(tool.name.padding(to: width))  \(cost)\(tool.description)")
        }
        if countsTokens { print("\("total".padding(to: width))  \(total)") }
    }
}

extension String {
    /// The text, filled with spaces up to a width.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
