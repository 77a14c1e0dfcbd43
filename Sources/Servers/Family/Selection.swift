/// Servers chosen by name.
public struct Selection: Sendable {
    /// The chosen ones, each once, in the order given.
    public let members: [Family.Member]
    private let all: [Family.Member]

    /// Name of a server that offers these members.
    var identityName: String {
        guard members.count == 1, members[0].name != Family.defaultName else { return "openai-mcp" }
        return "openai-mcp-\(members[0].name)"
    }

    /// A name that is no server.
    public struct Refusal: Error, CustomStringConvertible {
        public let message: String

        /// Creates a refusal of one sentence.
        public init(message: String) { self.message = message }

        public var description: String { message }
    }

    /// Chooses servers; no name means the default one.
    public init(_ names: [String]) throws(Refusal) { try self.init(names, from: Family.members) }

    /// - Parameter all: the servers there are, with what the configuration has added to them.
    init(_ names: [String], from all: [Family.Member]) throws(Refusal) {
        var members: [Family.Member] = []
        for name in names.isEmpty ? [Family.defaultName] : names where !members.contains(where: { $0.name == name }) {
            guard let member = all.first(where: { $0.name == name }) else {
                let known = all.map(\.name).joined(separator: ", ")
                throw Refusal(message: "There is no server \(name.debugDescription); there are \(known).")
            }
            members.append(member)
        }
        self.members = members
        self.all = all
    }

    /// Whether the tools belong to it that find, describe and call the others.
    func hasFinders(on surface: Surface) -> Bool {
        surface == .discover || members.contains { $0.name == Family.defaultName }
    }

    /// What is listed, each once. The whole of the default server is the whole family.
    func offers(on surface: Surface) -> [Offer] {
        let listed: [Offer]
        switch surface {
        case .discover: listed = []
        case .default: listed = members.flatMap(\.offers)
        case .full:
            let isFamily = members.contains { $0.name == Family.defaultName }
            listed = (isFamily ? members + all : members).flatMap(\.offers)
        }
        var seen: Set<String> = []
        return listed.filter { seen.insert($0.name).inserted }
    }
}
