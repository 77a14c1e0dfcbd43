import Gateway
import Logging
import MCP
import Servers
import Settings

/// Servers as they were asked for.
struct Serving: Equatable {
    /// Names of the servers; none: the default one.
    var names: [String] = []
    /// Every server of one domain.
    var isAll = false
    /// Over stdio, whatever the settings say.
    var keepsToStdio = false
    var flags = SettingFlags()

    /// Serves until the client or a signal ends it.
    func run() async throws {
        let settings = try Startup.settings(flags)
        if keepsToStdio, flags.values["http"] != nil {
            throw Startup.refuse("--stdio and --http cannot be combined; choose one.")
        }
        let hasAdminKey = Provider.all(settings).contains { $0.adminKey != nil }
        let chosen = isAll ? Self.all(hasAdminKey: hasAdminKey) : names
        if !hasAdminKey, let name = Self.administrative(chosen) {
            throw Startup.refuse(
                "the server \(name) works with an organisation's admin key only; set OPENAI_ADMIN_KEY or give --admin-key"
            )
        }
        if isAll, !names.isEmpty { throw Startup.refuse("--all and names cannot be combined; choose one.") }
        let usesHTTP = settings.http.address != nil && !keepsToStdio
        let (assembly, offering, http) = try Startup.prepare {
            let assembly = try Assembly(settings, servesHTTP: usesHTTP)
            let offering = try Offering(assembly, chosen)
            return (assembly, offering, usesHTTP ? try HTTPServing(assembly: assembly, offering: offering) : nil)
        }
        let joined = offering.joined
        announce(assembly.gateway.providers, joined, chosen, transport: usesHTTP ? "HTTP" : "stdio")
        defer { assembly.deposits.removeAll() }
        let configuration = LiveConfiguration(
            settings, load: { [flags] in try Startup.load(flags) },
            onListsChanged: { offering.announce() },
            apply: { settings in
                let callers = try CallerDirectory(settings)
                // What can fail comes first, and changes nothing where it does.
                let family = try assembly.family(under: settings)
                try assembly.gateway.replace(with: settings)
                try offering.replace(with: family, settings.tools)
                http?.replace(callers: callers)
            })
        let watch = configuration.isWatched ? Task { await configuration.watch() } : nil
        defer { watch?.cancel() }
        let tasks = TaskKeeping(desk: assembly.tasks, server: joined)
        do {
            try await tasks.during {
                if let http { try await http.run() } else { await serve(joined, settings) }
            }
        } catch {
            await assembly.gateway.accounting.finish()
            throw Startup.fail("\(error)")
        }
        await assembly.gateway.accounting.finish()
    }

    private func serve(_ server: Server, _ settings: Settings) async {
        await StdioServing(server: server, drain: settings.http.drainTime).run()
    }

    /// Every server of one domain; those that administer an organisation only where there is a key for it.
    private static func all(hasAdminKey: Bool) -> [String] {
        Family.members.filter { $0.name != Family.defaultName && (hasAdminKey || !$0.needsAdminKey) }.map(\.name)
    }

    private static func administrative(_ names: [String]) -> String? {
        Family.members.first { names.contains($0.name) && $0.needsAdminKey }?.name
    }

    /// Says what is served, to whoever looks at standard error.
    private func announce(_ providers: [Provider], _ server: Server, _ names: [String], transport: String) {
        let logger = Logger(label: "openai-mcp.serve")
        let servers = names.isEmpty ? Family.defaultName : names.joined(separator: ", ")
        let places = providers.map { $0.dialect == .embedded ? "the embedded provider" : $0.place }
        logger.info(
            "serving \(servers) over \(transport): \(server.tools.tools.count) tools, answered by \(places.joined(separator: ", "))"
        )
        guard providers.allSatisfy({ $0.requiresKey && $0.keys.keys.isEmpty }) else { return }
        let callers = transport == "HTTP" ? "calls without a key of their own" : "calls"
        logger.warning(
            "no key: \(callers) are refused until OPENAI_API_KEY is set or --provider embedded is added")
    }
}

extension Provider {
    /// The host that calls go to.
    fileprivate var place: String { BaseURL(baseURL)?.host ?? name }
}
