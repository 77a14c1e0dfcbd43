import ArgumentParser
import Settings

/// Lists the callers of a file.
struct ListCallers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the callers, the ids of their keys and what they may use.")

    @OptionGroup var file: CallersOption

    func run() async throws {
        let store = try file.store()
        let callers = try Startup.prepare { try store.read().callers }
        let width = callers.map(\.name.count).max() ?? 0
        for caller in callers {
            let keys = caller.keys.map(CallerKey.id).joined(separator: " ")
            let created = caller.created.map { "  since \($0.prefix(10))" } ?? ""
            print("\(caller.name.padding(to: width))  \(keys)\(created)\(Self.limits(caller))")
        }
    }

    /// What is withheld from a caller, or granted beyond the rest.
    private static func limits(_ caller: CallerEntry) -> String {
        var words: [String] = []
        for (name, list) in [
            ("servers", caller.servers), ("tools", caller.tools), ("except", caller.except), ("models", caller.models),
        ] where !list.isEmpty {
            words.append("\(name) \(list.joined(separator: ","))")
        }
        if caller.isReadOnly { words.append("read-only") }
        if caller.isAdmin { words.append("admin") }
        if let rate = caller.limits.requestsPerMinute { words.append("\(rate) calls a minute") }
        words += caller.budgets.map { "\($0.limit) USD a \($0.period.rawValue)" }
        return words.isEmpty ? "" : "  " + words.joined(separator: "; ")
    }
}
