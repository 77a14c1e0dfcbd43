import Catalogue
import Gateway
import JSON
import MCP

/// The tools that find, describe and call what a server does not list.
struct APITools: Sendable {
    static let searchName = "api-search"
    static let describeName = "api-describe"
    static let callName = "api-call"

    /// How a model gets at what is not listed.
    static let instructions = """
        These are the most used tools of many: find the others with \(searchName) and read what they take with \
        \(describeName). Call them with \(callName), or by their own names if your client lets you.
        """

    let reach: Reach
    let policy: ToolPolicy

    /// All three, in the order in which they are used.
    var all: [ComposedTool] { [search, describe, call] }

    private var search: ComposedTool {
        ComposedTool(
            Self.searchName, "Find tools for the whole OpenAI API by what you want to do.", .reads,
            [
                .string("query", "What you want to do, in plain words.", .required, length: 1...1000),
                .integer("limit", "How many to show.", within: 1...20, default: 5),
                .string("server", "Only tools of this server, such as images."),
            ], openWorld: false
        ) { [reach] work in
            let server = work["server"]?.string
            if let server, !reach.servers.contains(server) {
                throw ArgumentFault(
                    "There is no server \(server.debugDescription); there are \(reach.servers.joined(separator: ", "))."
                )
            }
            let need = work["query"]?.string ?? ""
            let (limit, policy, today) = (work["limit"]?.int ?? 5, work.environment.policy, work.environment.today())
            // The first search builds the index.
            let hits = await Blocking.run {
                reach.search(need, limit: limit, server: server, policy: policy, today: today)
            }
            return SearchAnswer(hits: hits, need: need, servers: reach.servers, today: today).result
        }
    }

    private var describe: ComposedTool {
        ComposedTool(
            Self.describeName, "Show all arguments of a tool, what it does and costs, and an example.", .reads,
            [
                .union(
                    "name", "Name of a tool, or method and path such as GET /files; or up to 5 of them.", .required,
                    [.text, .array(.text, Bounds(1, 5))])
            ], openWorld: false
        ) { [reach] work in
            let names = work["name"].map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) } ?? []
            let entries = try names.map { try work.offer(called: $0, within: reach) }
            return ToolDescription.result(entries, work.environment)
        }
    }

    /// Its hints are those of the worst that it can reach.
    private var call: ComposedTool {
        let effect: Effect = policy.isReadOnly ? .computes : policy.refusesDestructive ? .creates : .deletes
        return ComposedTool(
            Self.callName, "Call any tool, listed or not.", effect,
            [
                .string("name", "Name of the tool, or method and path such as GET /files.", .required),
                .map("arguments", "Arguments of that tool.", of: .json),
            ], idempotent: false, passesOn: { [reach] in try $0.inner(within: reach) }
        ) { [reach] work in
            try await work.callTool(within: reach)
        }
    }
}
