import Catalogue
import Gateway
import JSON
import MCP

extension Work {
    /// Calls the tool of the argument `name` under this server's policy.
    func callTool(within reach: Reach) async throws -> ToolResult {
        let (tool, call) = try inner(within: reach)
        return try await tool.run(call)
    }

    /// The tool that the argument `name` means, by its name or alias or as method and path, and the call that it gets.
    func inner(within reach: Reach) throws -> (Tool, ToolCall) {
        let arguments = try self["arguments"] ?? JSONDocument("{}").root
        guard arguments.kind == .object else {
            throw ArgumentFault("`arguments` is not an object; send them by name.")
        }
        let offer = try offer(called: self["name"]?.string ?? "", within: reach).offer
        return (offer.tool(senders), call.with(arguments: try confirmed(arguments, for: offer)))
    }

    /// Hands on the word that the user has agreed, to a tool that may want it.
    private func confirmed(_ arguments: JSONView, for offer: Offer) throws -> JSONView {
        let isConfirmed = self.arguments.local.first { $0.name == Field.confirm.name }?.value.bool == true
        guard isConfirmed, environment.confirmation.concern(offer.subject) || offer.passesOn,
            arguments[Field.confirm.name] == nil
        else { return arguments }
        guard case .object(let members) = JSONValue(arguments) else { return arguments }
        return try JSONDocument(JSONValue.object(members + [.init(Field.confirm.name, true)]).encoded).root
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
