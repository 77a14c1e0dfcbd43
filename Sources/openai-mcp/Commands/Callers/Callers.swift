import ArgumentParser
import Settings

/// Manages who may call over HTTP.
struct Callers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "callers", abstract: "Manage who may call over HTTP: add, list, revoke.",
        discussion: """
            Callers are kept in one file, with the hashes of their keys. Give the same file to \
            `openai-mcp serve --callers FILE`; a running server reads it again when it changes.
            """,
        subcommands: [AddCaller.self, ListCallers.self, RevokeCaller.self])
}

/// Names the file of callers.
struct CallersOption: ParsableArguments {
    @Option(
        name: .customLong("callers"), help: ArgumentHelp("File of callers; or OPENAI_MCP_CALLERS.", valueName: "file"))
    var path: String?

    func store() throws -> CallersStore {
        let given = path ?? Environment.all["OPENAI_MCP_CALLERS"]
        guard let given, !given.isEmpty else {
            throw Startup.refuse("name the file of callers: --callers FILE, or OPENAI_MCP_CALLERS")
        }
        return CallersStore(path: given)
    }
}
