import Catalogue
import Gateway
import MCP

/// The family of servers: one for each domain, those that the seeds of this project name, and `openai`, which offers what
/// most work needs.
public struct Family: Sendable {
    private let senders: Senders
    private let version: String
    private let pageSize: Int

    /// Creates the family.
    public init(environment: ToolEnvironment, version: String, pageSize: Int = 0) {
        senders = Senders(environment)
        self.version = version
        self.pageSize = pageSize
    }

    /// One server that offers the tools of all named ones; a tool that several of them have is offered once.
    ///
    /// Throws ``Selection/Refusal`` for an unknown name.
    public func server(_ names: [String], surface: Surface = .default) throws -> Server {
        let selection = try Selection(names)
        var offers: [Offer] = []
        var seen: Set<String> = []
        for offer in selection.members.flatMap({ $0.offers(on: surface) }) where seen.insert(offer.name).inserted {
            offers.append(offer)
        }
        let policy = senders.environment.policy
        let offered = offers.filter {
            policy.offers($0.name, isReadOnly: $0.isReadOnly, isDestructive: $0.isDestructive)
        }
        let identity = ServerIdentity(
            name: selection.identityName,
            title: selection.members.map(\.title).joined(separator: ", "), version: version,
            instructions: selection.members.map(\.instructions).joined(separator: "\n"))
        let environment = senders.environment
        let stored = StoredResult(environment.deposits, limit: environment.maxResultSize)
        return try Server(
            identity,
            tools: offered.map { $0.tool(senders) } + [.resultGet(environment.handles, stored)],
            pageSize: pageSize)
    }
}

/// How much of its tools a server lists.
public enum Surface: String, Sendable, CaseIterable {
    /// On the default server what most work needs, and a way to the rest; on the others all tools.
    case `default`
    /// Every tool.
    case full
    /// Only the tools that find, describe and call endpoints.
    case discover
}

/// One tool that a server of the family may offer.
enum Offer: Sendable {
    case endpoint(Endpoint)
    case composed(ComposedTool)

    var name: String {
        switch self {
        case .endpoint(let endpoint): endpoint.name
        case .composed(let tool): tool.name
        }
    }

    var aliases: [String] {
        switch self {
        case .endpoint(let endpoint): endpoint.aliases
        case .composed(let tool): tool.aliases
        }
    }

    var isReadOnly: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.isReadOnly
        case .composed(let tool): tool.isReadOnly
        }
    }

    var isDestructive: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.isDestructive
        case .composed(let tool): tool.effect.isDestructive
        }
    }

    func tool(_ senders: Senders) -> Tool {
        switch self {
        case .endpoint(let endpoint):
            EndpointTool(EndpointSender(endpoint, environment: senders.environment), environment: senders.environment)
                .tool
        case .composed(let tool): tool.tool(senders)
        }
    }
}
