import Gateway
import HTTPTransport
import Servers
import Settings

/// Who may call over HTTP and what each may use, as the settings say.
struct CallerDirectory: Sendable {
    private let entries: [String: CallerEntry]
    /// The tools of the servers that a caller may use, for those who may not use all.
    private let tools: [String: [String]]
    private let admins: Set<String>
    /// How they are known.
    let known: KnownCallers

    /// Reads the settings and the file of tokens that they name.
    init(_ settings: Settings) throws {
        let callers = settings.gateway.callers
        entries = Dictionary(callers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        admins = Set(settings.http.adminCallers + callers.filter(\.isAdmin).map(\.name))
        let virtual = try VirtualTools(settings.gateway.virtualTools.map { VirtualTool($0) })
        var tools: [String: [String]] = [:]
        for caller in callers where !caller.servers.isEmpty {
            tools[caller.name] = try Family.toolNames(of: caller.servers, with: virtual)
        }
        self.tools = tools
        known = try Self.known(settings)
    }

    /// What a caller may see of the server of a name; the joined server has none.
    func visibility(of server: String, to identity: Identity) -> Visibility {
        guard identity.isAuthenticated, let entry = entries[identity.callerID] else { return .whole }
        if !server.isEmpty, !entry.servers.isEmpty, !entry.servers.contains(server) {
            return .refused(
                "Caller \(entry.name) may not use server \(server); it may use \(entry.servers.joined(separator: ", "))."
            )
        }
        var narrowing = Narrowing()
        narrowing.only = [tools[entry.name], entry.tools.isEmpty ? nil : entry.tools].compactMap { $0 }
        narrowing.exclude = entry.except
        narrowing.isReadOnly = entry.isReadOnly
        return narrowing == Narrowing() ? .whole : .narrowed(narrowing)
    }

    /// A caller over HTTP. The server's own key serves whoever sits at this machine or was vouched for.
    func caller(_ identity: Identity) -> Caller {
        let entry = identity.isAuthenticated ? entries[identity.callerID] : nil
        return Caller(
            id: identity.callerID, key: identity.providerKey.map { SecretString($0) },
            mayUseServerKey: identity.isLoopback || identity.isAuthenticated,
            mayUseAdminKey: identity.isAuthenticated && admins.contains(identity.callerID),
            grant: Grant(models: (entry?.models ?? []).map { Glob($0) }))
    }

    private static func known(_ settings: Settings) throws -> KnownCallers {
        var known = KnownCallers()
        if let path = settings.http.callerTokens {
            do {
                known.tokens = try CallerTokens(parsing: try TextFile.read(path))
            } catch let fault as CallerTokens.Fault {
                throw HTTPConfigurationError("\(path): \(fault)")
            }
        }
        let callers = settings.gateway.callers
        // A file of callers in which nobody is left must not open the door to everybody.
        if settings.http.callers != nil || callers.contains(where: { !$0.keys.isEmpty }) {
            var tokens = known.tokens ?? CallerTokens()
            for caller in callers {
                for key in caller.keys where !tokens.add(caller.name, hash: key) {
                    throw HTTPConfigurationError("a key of caller \(caller.name) is listed already")
                }
            }
            known.tokens = tokens
        }
        if let proxy = settings.gateway.access.trustedProxy {
            known.proxy = try TrustedProxy(header: proxy.header, peers: proxy.peers)
        }
        for caller in callers {
            for name in caller.certificates { known.certificates[name] = caller.name }
        }
        return known
    }
}
