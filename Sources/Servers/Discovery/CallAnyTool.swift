import Catalogue
import Gateway
import JSON
import MCP

extension Work {
    /// Calls a tool of the family by its name or alias, or an endpoint by method and path, under this server's policy.
    func callTool(_ name: String, _ arguments: JSONView?) async throws -> ToolResult {
        let arguments = try arguments ?? JSONDocument("{}").root
        guard arguments.kind == .object else {
            throw ArgumentFault("`arguments` is not an object; send them by name.")
        }
        guard let offer = Family.offer(named: name) else { throw Self.unknown(name) }
        let policy = environment.policy
        guard policy.offers(offer.name, isReadOnly: offer.isReadOnly, isDestructive: offer.isDestructive) else {
            throw APIError(.permission, "'\(offer.name)' is not offered by this server, ask its operator to allow it")
        }
        let call = ToolCall(
            arguments: arguments, meta: self.call.meta, principal: self.call.principal, client: self.call.client,
            progress: self.call.progress)
        return try await offer.tool(senders).run(call)
    }

    private static func unknown(_ name: String) -> ArgumentFault {
        let near = NearestName.find(name, in: Family.offerNames)
        let hint = near.map { "did you mean \($0)?" } ?? "find it with api-search."
        return ArgumentFault("There is no tool \(String(name.prefix(60)).debugDescription); \(hint)")
    }
}

extension Family {
    /// A tool that any server of the family offers, by its name, its alias, or an endpoint's method and path.
    static func offer(named name: String) -> Offer? {
        if let offer = offersByName[name] { return offer }
        let words = name.split(separator: " ")
        guard words.count == 2, let method = Endpoint.Method(rawValue: words[0].uppercased()) else { return nil }
        return Catalogue.endpoints.first { $0.method == method && $0.path == words[1] }.map { .endpoint($0) }
    }

    /// Names of all tools, aliases left out.
    static let offerNames: [String] = Array(Set(members.flatMap(\.offers).map(\.name))).sorted()

    private static let offersByName: [String: Offer] = {
        let offers =
            members.dropFirst().flatMap(\.offers) + Catalogue.endpoints.map { Offer.endpoint($0) }
            + members.prefix(1).flatMap(\.offers)
        let named = Dictionary(offers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let aliased = offers.flatMap { offer in offer.aliases.map { ($0, offer) } }
        return named.merging(aliased) { name, _ in name }
    }()
}
