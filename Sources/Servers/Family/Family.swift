import Catalogue
import Gateway
import MCP

/// The family of servers: one for each domain, and `openai`, which offers what most work needs.
public struct Family: Sendable {
    /// A server of the family before it is made.
    public struct Member: Sendable {
        /// Name as it stands in a command and in a URL.
        public let name: String
        public let title: String
        public let instructions: String
        let endpoints: [Endpoint]
    }

    /// Name of the server that is served when none is named.
    public static let defaultName = "openai"

    /// All servers in the order in which they are listed.
    public static let members: [Member] =
        [
            Member(
                name: defaultName, title: "OpenAI",
                instructions: """
                    The OpenAI API: chat and responses, embeddings, images, moderation and models. \
                    Images and vectors are written to files whose paths the results name. \
                    A call that takes long answers with a handle for \(HandleMessage.toolName).
                    """,
                endpoints: Catalogue.domains.flatMap(\.endpoints))
        ]
        + Catalogue.domains.map {
            Member(name: $0.name, title: $0.title, instructions: $0.instructions, endpoints: $0.endpoints)
        }

    private let environment: ToolEnvironment
    private let version: String
    private let pageSize: Int

    /// Creates the family.
    public init(environment: ToolEnvironment, version: String, pageSize: Int = 0) {
        self.environment = environment
        self.version = version
        self.pageSize = pageSize
    }

    /// One server that offers the tools of all named ones.
    ///
    /// Throws ``Selection/Refusal`` for an unknown name, and where two servers offer a tool of the same name.
    public func server(_ names: [String]) throws -> Server {
        let selection = try Selection(names)
        let tools = selection.members.flatMap(\.endpoints).map { EndpointTool($0, environment: environment).tool }
        let identity = ServerIdentity(
            name: selection.identityName,
            title: selection.members.map(\.title).joined(separator: ", "), version: version,
            instructions: selection.members.map(\.instructions).joined(separator: "\n"))
        let givesHandles = selection.members.contains { $0.endpoints.contains(where: \.isBillable) }
        do {
            return try Server(
                identity, tools: tools + (givesHandles ? [.resultGet(environment.handles)] : []), pageSize: pageSize)
        } catch {
            throw Selection.Refusal(
                message:
                    "The servers \(selection.members.map(\.name).joined(separator: ", ")) cannot be joined: \(error). Leave one of them out; \(Self.defaultName) has the tools of all others already."
            )
        }
    }
}

/// Servers chosen by name.
public struct Selection: Sendable {
    /// The chosen ones, each once, in the order given.
    public let members: [Family.Member]

    /// Name of a server that offers these members.
    var identityName: String {
        guard members.count == 1, members[0].name != Family.defaultName else { return "openai-mcp" }
        return "openai-mcp-\(members[0].name)"
    }

    /// A name that is no server, or servers that cannot be joined.
    public struct Refusal: Error, CustomStringConvertible {
        public let message: String
        public var description: String { message }
    }

    /// Chooses servers; no name means the default one.
    public init(_ names: [String]) throws(Refusal) {
        var members: [Family.Member] = []
        for name in names.isEmpty ? [Family.defaultName] : names where !members.contains(where: { $0.name == name }) {
            guard let member = Family.members.first(where: { $0.name == name }) else {
                let known = Family.members.map(\.name).joined(separator: ", ")
                throw Refusal(message: "There is no server \(name.debugDescription); there are \(known).")
            }
            members.append(member)
        }
        self.members = members
    }
}
