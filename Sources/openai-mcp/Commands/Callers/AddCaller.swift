import ArgumentParser
import Gateway
import Servers
import Settings

/// Adds a caller, or a further key of one, and prints the key.
struct AddCaller: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a caller and print its key, once.",
        discussion: """
            The key goes to standard output and is kept nowhere; its hash goes to the file. For a caller that is there \
            already, a further key is made: give it out, then revoke the old one.
            """)

    @Argument(help: "Name of the caller.")
    var name: String

    @OptionGroup var file: CallersOption

    @Option(help: ArgumentHelp("Servers that it may use, separated by commas.", valueName: "servers"))
    var servers: String?

    @Option(help: ArgumentHelp("Tools that it may use, such as 'image-*'.", valueName: "globs"))
    var tools: String?

    @Option(help: ArgumentHelp("Tools that it may not use.", valueName: "globs"))
    var except: String?

    @Option(help: ArgumentHelp("Models that it may use, such as 'gpt-5*'.", valueName: "globs"))
    var models: String?

    @Option(help: ArgumentHelp("Calls a minute.", valueName: "n"))
    var requestsPerMinute: Int?

    @Option(help: ArgumentHelp("US dollars that it may spend in a month.", valueName: "usd"))
    var monthlyBudget: Double?

    @Flag(help: "Only what changes nothing.")
    var readOnly = false

    @Flag(help: "The operator's admin key serves it.")
    var admin = false

    func run() async throws {
        let store = try file.store()
        let key = CallerKey()
        try Startup.prepare {
            try store.change { file in
                if let index = file.callers.firstIndex(where: { $0.name == name }) {
                    guard !setsSomething else {
                        throw Startup.refuse("\(name) is there already; change what it may use in \(store.path)")
                    }
                    file.callers[index].keys.append(key.hash)
                } else {
                    file.callers.append(try entry(key))
                }
                // What is written must be readable: a name with a space in it is refused here.
                _ = try CallersFile(path: store.path, text: file.text)
            }
        }
        StandardError.write("The key of \(name), which is shown this once:")
        StandardOutput.write(key.text)
    }

    private var setsSomething: Bool {
        servers != nil || tools != nil || except != nil || models != nil || requestsPerMinute != nil
            || monthlyBudget != nil || readOnly || admin
    }

    private func entry(_ key: CallerKey) throws -> CallerEntry {
        var entry = CallerEntry()
        entry.name = name
        entry.keys = [key.hash]
        entry.servers = Self.list(servers)
        if !entry.servers.isEmpty { _ = try Family.toolNames(of: entry.servers) }
        entry.tools = Self.list(tools)
        entry.except = Self.list(except)
        entry.models = Self.list(models)
        entry.limits.requestsPerMinute = requestsPerMinute
        if let monthlyBudget {
            var budget = BudgetEntry()
            budget.name = name
            budget.limit = monthlyBudget
            entry.budgets = [budget]
        }
        entry.isReadOnly = readOnly
        entry.isAdmin = admin
        entry.created = UTC.timestamp
        return entry
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { String($0).withoutOuterSpace }.filter { !$0.isEmpty }
    }
}
