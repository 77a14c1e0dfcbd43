import Catalogue

extension Family {
    /// A server of the family before it is made.
    public struct Member: Sendable {
        /// Name as it stands in a command and in a URL.
        public let name: String
        public let title: String
        public let instructions: String
        let offers: [Offer]

        init(_ name: String, title: String, instructions: String, _ offers: [Offer]) {
            self.name = name
            self.title = title
            self.instructions = instructions
            self.offers = offers
        }

        /// A server of one domain, with the tools composed for it.
        init(_ domain: Domain, _ composed: [ComposedTool] = []) {
            self.init(
                domain.name, title: domain.title, instructions: domain.instructions,
                domain.endpoints.map { .endpoint($0) } + composed.map { .composed($0) })
        }

        func offers(on surface: Surface) -> [Offer] { offers }
    }

    /// Name of the server that is served when none is named.
    public static let defaultName = "openai"

    /// All servers in the order in which they are listed.
    public static let members: [Member] = [openai] + domains

    private static let openai = Member(
        defaultName, title: "OpenAI",
        instructions: """
            The OpenAI API: chat and responses, embeddings, images, moderation and models. \
            Images and vectors are written to files whose paths the results name. \
            A call that takes long answers with a handle for \(HandleMessage.toolName).
            """,
        Catalogue.endpoints.map { .endpoint($0) })

    /// One server for each domain, with what was composed for it.
    private static let domains: [Member] = Catalogue.domains.map { domain in
        Member(domain, composed[domain.name] ?? [])
    }

    /// The composed tools of a domain's server.
    private static let composed: [String: [ComposedTool]] = [:]
}
