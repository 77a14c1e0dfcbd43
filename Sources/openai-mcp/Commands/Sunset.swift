import ArgumentParser
import Gateway
import JSON
import MCP
import Servers
import Settings

/// Lists what OpenAI has switched off or will.
struct Sunset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sunset",
        abstract: "List endpoints and models that end, when, and what to use instead.",
        discussion: """
            From the table of this build; with a key (or --base-url), the provider's own list of models says which of \
            them you have. --all lists what has ended too.
            """)

    @Flag(name: .customLong("all"), help: "Also what has ended already.")
    var isAll = false

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var isJSON = false

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let settings = try Startup.settings(flags, logsByDefault: false)
        let day = UTC.day
        let mine = try await models(settings)
        let entries = Sunsets.known.entries.filter { entry in
            // A model that the account still has is told whatever its date: calls to it may fail from now on.
            isAll || !entry.isOver(on: day) || mine?.contains(entry.name) == true
        }
        if isJSON { return print(json(entries, day, mine)) }
        for entry in entries { print(line(entry, day, mine)) }
        guard let mine else {
            return print("\nWith OPENAI_API_KEY set, the models that your account has are marked.")
        }
        let concerned = entries.filter { $0.subject == .model && mine.contains($0.name) }.count
        print("\n* your account has it: \(concerned) of its \(mine.count) models end.")
    }

    /// The models of the account; nil without a key.
    private func models(_ settings: Settings) async throws -> Set<String>? {
        guard settings.provider.kind == .openai, settings.provider.key != nil || !settings.provider.baseURL.isOpenAI
        else { return nil }
        let server = try Startup.prepare {
            try Assembly(settings, servesHTTP: false).family.server(["models"])
        }
        let client = Client(
            MemoryTransport(server: server, principal: Caller.local), name: "openai-mcp-sunset",
            version: Version.current)
        do {
            _ = try await client.connect()
            let result = try await client.call("model-list", arguments: Array(#"{"fields":["data.id"]}"#.utf8))
            guard result["isError"]?.bool != true, let list = result["structuredContent"]?["data"] else {
                throw Startup.fail(result["content"]?[0]?["text"]?.string ?? "the provider listed no models")
            }
            return Set(list.elements.compactMap { $0["id"]?.string })
        } catch let code as ExitCode {
            throw code
        } catch {
            throw Startup.fail("\(error)")
        }
    }

    private func line(_ entry: Sunsets.Entry, _ day: String, _ mine: Set<String>?) -> String {
        let date = entry.date ?? "no date   "
        let mark = mine?.contains(entry.name) == true ? "*" : " "
        let state = entry.isOver(on: day) ? "ended" : "ends "
        let successor = entry.successor.map { " -> \($0)" } ?? ""
        return "\(mark) \(date)  \(state)  \(entry.subject.rawValue.padding(to: 8))  \(entry.name)\(successor)"
    }

    private func json(_ entries: [Sunsets.Entry], _ day: String, _ mine: Set<String>?) -> String {
        let items: [JSONValue] = entries.map { entry in
            var members: [JSONValue.Member] = [
                .init("subject", .string(entry.subject.rawValue)), .init("name", .string(entry.name)),
                .init("ended", .bool(entry.isOver(on: day))),
            ]
            if let date = entry.date { members.append(.init("date", .string(date))) }
            if let successor = entry.successor { members.append(.init("successor", .string(successor))) }
            if let mine, entry.subject == .model { members.append(.init("yours", .bool(mine.contains(entry.name)))) }
            return .object(members)
        }
        return String(decoding: JSONValue.array(items).encoded, as: UTF8.self)
    }
}
