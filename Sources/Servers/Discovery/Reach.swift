import Catalogue

/// The tools that a server can reach by name, whether it lists them or not.
///
/// The default server reaches those of the whole family, any other its own.
final class Reach: Sendable {
    /// A tool and the server it belongs to.
    struct Entry: Sendable {
        let offer: Offer
        let server: String
        let title: String
    }

    /// Every tool of the family.
    static let family = Reach(Family.members)

    private let members: [Family.Member]
    private let reachesFamily: Bool
    private let table: Lazily<[String: Entry]>
    private let found: Lazily<Found>

    private struct Found: Sendable {
        let entries: [Entry]
        let index: SearchIndex
    }

    init(_ members: [Family.Member]) {
        self.members = members
        let reachesFamily = members.contains { $0.name == Family.defaultName }
        self.reachesFamily = reachesFamily
        table = Lazily { Self.table(members) }
        found = Lazily {
            let entries = Self.searched(members, reachesFamily)
            return Found(entries: entries, index: SearchIndex(entries.map(SearchDocument.init)))
        }
    }

    /// What a selection of servers reaches.
    static func of(_ selection: Selection, with virtual: VirtualTools = .none) -> Reach {
        selection.members.contains { $0.name == Family.defaultName } ? virtual.family : Reach(selection.members)
    }

    /// Names of all tools, aliases left out.
    var names: [String] { Set(table.value.values.map(\.offer.name)).sorted() }

    /// Names of the servers whose tools are reached.
    var servers: [String] { members.map(\.name) }

    /// A tool by its name or alias.
    func entry(named name: String) -> Entry? { table.value[name] }

    /// A tool by its name or alias, or an endpoint by method and path, such as `GET /files/{file_id}`.
    func entry(called name: String) -> Entry? {
        if let entry = entry(named: name) { return entry }
        let words = name.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let method = Endpoint.Method(rawValue: words[0].uppercased()) else { return nil }
        let path = Self.plain(words[1])
        let endpoint = Catalogue.endpoints.first { $0.method == method && Self.plain($0.path[...]) == path }
        return endpoint.flatMap { entry(named: $0.name) }
    }

    /// The tools that fit a need best, those that policy allows and `server` has, if one is named.
    func search(_ need: String, limit: Int, server: String? = nil, policy: ToolPolicy, today: String) -> [Entry] {
        let (entries, index) = (found.value.entries, found.value.index)
        var hits: [Entry] = []
        func take(_ entry: Entry) {
            guard server == nil || entry.server == server, entry.offer.isOffered(by: policy) else { return }
            hits.append(entry)
        }
        // Who names a tool wants that one.
        let named = entry(called: need)
        if let named { take(named) }
        for position in index.search(need, prominence: { entries[$0].offer.prominence(on: today) }) {
            if hits.count == limit { break }
            if entries[position].offer.name != named?.offer.name { take(entries[position]) }
        }
        return hits
    }

    /// A path without version, and with the names of its parameters left out.
    private static func plain(_ path: Substring) -> String {
        var parts = path.split(separator: "/")
        if parts.first == "v1" { parts.removeFirst() }
        return parts.map { $0.hasPrefix("{") || $0.hasPrefix(":") ? "{}" : $0 }.joined(separator: "/")
    }

    /// By name and alias. Where two have one name, the listed goes before the unlisted and a name before an alias.
    private static func table(_ members: [Family.Member]) -> [String: Entry] {
        // The default server's own list is made of tools of the others, which know better where they belong.
        let members =
            members.filter { $0.name != Family.defaultName } + members.filter { $0.name == Family.defaultName }
        let entries = members.flatMap { $0.entries } + members.flatMap { $0.hiddenEntries }
        let named = Dictionary(entries.map { ($0.offer.name, $0) }, uniquingKeysWith: { first, _ in first })
        let aliased = entries.flatMap { entry in entry.offer.aliases.map { ($0, entry) } }
        return named.merging(aliased) { name, _ in name }
    }

    /// What is searched. Of the family only the servers of its domains: the others have the same work under other names,
    /// and three names for one thing would fill the answer. What the configuration has added is searched wherever it is.
    private static func searched(_ members: [Family.Member], _ reachesFamily: Bool) -> [Entry] {
        guard reachesFamily else { return members.flatMap(\.entries) }
        let domains = Set(Catalogue.domains.map(\.name))
        var entries = members.filter { domains.contains($0.name) }.flatMap(\.entries)
        var seen = Set(entries.map(\.offer.name))
        for entry in members.flatMap(\.addedEntries) where seen.insert(entry.offer.name).inserted {
            entries.append(entry)
        }
        return entries
    }
}

extension Family.Member {
    fileprivate var entries: [Reach.Entry] { offers.map { Reach.Entry(offer: $0, server: name, title: title) } }
    fileprivate var addedEntries: [Reach.Entry] { added.map { Reach.Entry(offer: $0, server: name, title: title) } }
    fileprivate var hiddenEntries: [Reach.Entry] { hidden.map { Reach.Entry(offer: $0, server: name, title: title) } }
}

extension Offer {
    /// Whether a policy lets a server offer it.
    func isOffered(by policy: ToolPolicy) -> Bool {
        policy.offers(name, isReadOnly: isReadOnly, isDestructive: isDestructive)
    }

    /// How likely it is what somebody wants who does not say what is to be done: a picture is made more often than it is
    /// deleted. What is over, or will be, stands behind what is not.
    fileprivate func prominence(on today: String) -> Double {
        let likelihood: Double =
            switch effect {
            case .computes: 1.2
            case .creates: 1.15
            case .reads: name.hasSuffix("-list") ? 1.05 : 1
            case .updates, .deletes, .stops: 0.95
            }
        guard lifecycle != .current else { return likelihood }
        return likelihood * (lifecycle.isOver(on: today) ? 0.6 : 0.8)
    }
}
