import Catalogue
import Gateway
import JSON

/// The virtual tools of a configuration, checked and made ready.
public struct VirtualTools: Sendable {
    /// A tool that cannot be offered.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// Place in the configuration: `tools[0].inputSchema/properties/city`.
        public let place: String
        /// What is wrong and what to write.
        public let message: String
        public var description: String { "\(place): \(message)" }
    }

    /// No tools.
    public static let none = VirtualTools()

    private let offers: [(offer: Offer, servers: [String])]
    /// What the default server reaches with them.
    let family: Reach

    private init() {
        offers = []
        family = .family
    }

    /// Checks tools; throws the first fault.
    public init(_ tools: [VirtualTool]) throws(Fault) {
        var offers: [(offer: Offer, servers: [String])] = []
        var names: Set<String> = []
        for (position, tool) in tools.enumerated() {
            let place = "tools[\(position)]"
            guard names.insert(tool.name).inserted else {
                throw Fault(place: "\(place).name", message: "'\(tool.name)' stands twice, rename one of them")
            }
            offers.append((.composed(try VirtualToolCompiler(tool, place: place).tool()), tool.servers))
        }
        self.offers = offers
        family = offers.isEmpty ? .family : Reach(Self.members(Family.members, with: offers))
    }

    /// Whether there are none.
    public var isEmpty: Bool { offers.isEmpty }

    /// Servers with the tools that they list beside their own.
    func adding(to members: [Family.Member]) -> [Family.Member] { Self.members(members, with: offers) }

    private static func members(
        _ members: [Family.Member], with offers: [(offer: Offer, servers: [String])]
    ) -> [Family.Member] {
        if offers.isEmpty { return members }
        return members.map { member in
            let listed = offers.filter { $0.servers.contains(member.name) }.map(\.offer)
            // The default server reaches every tool, listed or not.
            let reached = member.name == Family.defaultName ? offers.map(\.offer) : listed
            return member.adding(listed, hidden: reached.filter { one in !listed.contains { $0.name == one.name } })
        }
    }
}
