import MCP

/// The family of servers: one for each domain, those that the seeds of this project name, and `openai`, which offers what
/// most work needs.
public struct Family: Sendable {
    private let senders: Senders
    private let version: String
    private let pageSize: Int
    private let remembered: RememberedIDs

    /// Creates the family.
    public init(environment: ToolEnvironment, version: String, pageSize: Int = 0) {
        self.init(environment, version, pageSize, RememberedIDs())
    }

    private init(
        _ environment: ToolEnvironment, _ version: String, _ pageSize: Int, _ remembered: RememberedIDs
    ) {
        senders = Senders(environment)
        self.version = version
        self.pageSize = pageSize
        self.remembered = remembered
    }

    /// A small drawing of our own: one point that leads to many.
    private static let icon = Icon(
        source: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
            + "%3Cpath d='M1 4h2l3-3M3 4h4M3 4l3 3' fill='none' stroke='%23088'/%3E%3C/svg%3E",
        mimeType: "image/svg+xml")

    /// The same family with another environment, whose callers keep what they have.
    public func changed(pageSize: Int, _ change: (inout ToolEnvironment) throws -> Void) rethrows -> Family {
        var environment = senders.environment
        try change(&environment)
        return Family(environment, version, pageSize, remembered)
    }

    /// The same family under a policy that allows no more than both do.
    public func narrowed(by policy: ToolPolicy) -> Family {
        var environment = senders.environment
        environment.policy = environment.policy.narrowed(by: policy)
        return Family(environment, version, pageSize, remembered)
    }

    /// One server that offers the tools of all named ones; a tool that several of them have is offered once.
    ///
    /// What it reaches and does not list can be called by its name all the same.
    /// Throws ``Selection/Refusal`` for an unknown name.
    public func server(_ names: [String], surface: Surface = .default) throws -> Server {
        let senders = self.senders
        let virtual = senders.environment.virtualTools
        let selection = try Selection(names, from: virtual.adding(to: Self.members))
        let policy = senders.environment.policy
        let reach = Reach.of(selection, with: virtual)
        let finders = selection.hasFinders(on: surface) ? APITools(reach: reach, policy: policy).all : []
        let listed = selection.offers(on: surface)
        let waiting: [Offer] = listed.contains { $0.waits } ? [.composed(WaitFor.tool)] : []
        let offered = (listed + finders.map { .composed($0) } + waiting).filter { $0.isOffered(by: policy) }
        let identity = ServerIdentity(
            name: selection.identityName,
            title: selection.members.map(\.title).joined(separator: ", "), version: version,
            instructions: (selection.members.map(\.instructions) + (finders.isEmpty ? [] : [APITools.instructions]))
                .joined(separator: "\n"), icons: [Self.icon])
        let environment = senders.environment
        let named = MemberSenders(selection, senders)
        let stored = StoredResult(environment.deposits, limit: environment.maxResultSize)
        let reads = ProviderReads(named.first)
        let suggestions = Suggestions(reads: reads, remembered: remembered)
        let prompts = FamilyPrompts(
            selection, environment: environment, lists: Set(offered.map(\.name)),
            reaches: { reach.entry(named: $0)?.offer.isOffered(by: policy) == true })
        let server = try Server(
            identity,
            tools: offered.map { $0.tool(named[$0]) }
                + [.resultGet(environment, stored)],
            resources: FamilyResources(
                reads: reads, suggestions: suggestions, results: StoredResults(environment.deposits)
            )
            .sources(for: selection),
            prompts: prompts.prompts(suggestions),
            pageSize: pageSize, features: environment.features.ofFamily,
            unlisted: { name in
                let found = name == WaitFor.name ? .composed(WaitFor.tool) : reach.entry(named: name)?.offer
                guard let offer = found, offer.isOffered(by: policy) else { return nil }
                var tool = offer.tool(named[offer])
                // Whoever calls a tool that was never listed cannot know which arguments its headers would repeat.
                tool.mirrored = []
                return tool
            })
        environment.deposits.tell(server.changes)
        return server
    }
}

extension Features {
    /// What every server of the family has, whatever else is wired.
    fileprivate var ofFamily: Features {
        var features = self
        features.announcesChanges = true
        features.logs = true
        return features
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
