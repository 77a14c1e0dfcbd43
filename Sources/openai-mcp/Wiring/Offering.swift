import HTTPTransport
import MCP
import Servers
import Settings

/// The servers that are in service. Other settings give them other tools while they run, and their clients hear of it.
final class Offering: Sendable {
    /// The named servers joined into one.
    let joined: Server
    /// The named servers, by name.
    let servers: [String: Server]
    private let names: [String]
    private let current: Current<Source>

    /// What servers are made from.
    private struct Source: Sendable {
        let family: Family
        let surface: Surface
    }

    /// - Parameter names: the servers to offer; none: the default server.
    init(_ assembly: Assembly, _ names: [String]) throws {
        let source = Source(family: assembly.family, surface: Surface(assembly.settings.tools))
        let joined = try source.family.server(names, surface: source.surface)
        let members = try Selection(names).members
        servers = Dictionary(
            uniqueKeysWithValues: try members.map { member in
                (
                    member.name,
                    members.count == 1 ? joined : try source.family.server([member.name], surface: source.surface)
                )
            })
        self.joined = joined
        self.names = names
        current = Current(source)
    }

    /// All servers, each once.
    private var all: [(names: [String], server: Server)] {
        [(names, joined)] + servers.filter { $0.value !== joined }.map { ([$0.key], $0.value) }
    }

    /// Offers what another family has from now on; throws where that cannot be, and has changed nothing then.
    func replace(with family: Family, _ settings: ToolSettings) throws {
        let next = Source(family: family, surface: Surface(settings))
        let made = try all.map { (old: $0.server, new: try next.family.server($0.names, surface: next.surface)) }
        current.value = next
        for (old, new) in made { old.adopt(new) }
    }

    /// The narrower form of a server that a request asks for.
    ///
    /// - Parameter name: empty: the joined server.
    func narrowed(_ name: String, to narrowing: Narrowing) throws -> Server {
        let source = current.value
        return try source.family.narrowed(by: ToolPolicy(narrowing))
            .server(name.isEmpty ? names : [name], surface: try source.surface.narrowed(to: narrowing.surface))
    }

    /// Tells whoever listens that lists may have changed.
    func announce() {
        for (_, server) in all {
            for list in [Change.tools, .prompts, .resourceList] { server.changes.publish(list) }
        }
    }
}

extension Surface {
    /// How much the settings have listed.
    init(_ settings: ToolSettings) { self = Surface(rawValue: settings.surface.rawValue) ?? .default }

    /// The narrower of this surface and the one that a request names; nil names none.
    fileprivate func narrowed(to name: String?) throws -> Surface {
        guard let name else { return self }
        guard let wanted = Surface(rawValue: name) else {
            throw Selection.Refusal(
                message:
                    "There is no surface \(name.prefix(40).debugDescription); there are full, default and discover.")
        }
        let order: [Surface] = [.full, .default, .discover]
        return (order.firstIndex(of: wanted) ?? 0) > (order.firstIndex(of: self) ?? 0) ? wanted : self
    }
}
