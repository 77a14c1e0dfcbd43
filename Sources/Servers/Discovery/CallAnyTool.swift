import Catalogue
import Gateway
import JSON
import MCP

extension Work {
    /// Calls a tool by its name or alias, or an endpoint by method and path, under this server's policy.
    func callTool(_ name: String, _ arguments: JSONView?, within reach: Reach? = nil) async throws -> ToolResult {
        let reach = reach ?? environment.virtualTools.family
        let arguments = try arguments ?? JSONDocument("{}").root
        guard arguments.kind == .object else {
            throw ArgumentFault("`arguments` is not an object; send them by name.")
        }
        let offer = try offer(called: name, within: reach).offer
        let call = ToolCall(
            arguments: arguments, meta: self.call.meta, principal: self.call.principal, client: self.call.client,
            progress: self.call.progress)
        return try await offer.tool(senders).run(call)
    }

    /// The tool that a name means; throws what there is instead, or that it is not offered here.
    func offer(called name: String, within reach: Reach) throws -> Reach.Entry {
        guard let entry = reach.entry(called: name) else { throw unknown(name, within: reach) }
        guard entry.offer.isOffered(by: environment.policy) else {
            throw APIError(
                .permission, "'\(entry.offer.name)' is not offered by this server, ask its operator to allow it")
        }
        return entry
    }

    /// The name that was meant, if one is near, and what a search for the words of the name finds.
    private func unknown(_ name: String, within reach: Reach) -> ArgumentFault {
        let name = String(name.prefix(60))
        let near = NearestName.find(name, in: reach.names)
        let hits = reach.search(name, limit: 3, policy: environment.policy, today: environment.today())
        let found = hits.map(\.offer.name).filter { $0 != near }
        let parts = [
            near.map { "did you mean \($0)?" },
            found.isEmpty ? nil : "\(near == nil ? "near" : "Also near") are \(found.joined(separator: ", ")).",
        ]
        let hint = parts.compactMap { $0 }.joined(separator: " ")
        return ArgumentFault(
            "There is no tool \(name.debugDescription); \(hint.isEmpty ? "find it with \(APITools.searchName)." : hint)"
        )
    }
}
