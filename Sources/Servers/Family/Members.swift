import Catalogue

extension Family {
    /// A server of the family before it is made.
    public struct Member: Sendable {
        /// Name as it stands in a command and in a URL.
        public let name: String
        public let title: String
        public let instructions: String
        /// What it lists.
        private(set) var offers: [Offer]
        /// What can be called by name and is not listed.
        private(set) var hidden: [Offer]
        /// What of both the configuration has added.
        private(set) var added: [Offer] = []

        init(_ name: String, title: String, instructions: String, _ offers: [Offer], hidden: [Offer] = []) {
            self.name = name
            self.title = title
            self.instructions = instructions
            self.offers = offers
            self.hidden = hidden
        }

        /// A server of one domain, with the tools composed for it.
        ///
        /// - Parameter hidden: endpoints that a composed tool stands for; they are reached by name and not listed.
        init(_ domain: Domain, _ composed: [ComposedTool] = [], hidden: Set<String> = []) {
            self.init(
                domain.name, title: domain.title, instructions: domain.instructions,
                domain.endpoints.filter { !hidden.contains($0.name) }.map { .endpoint($0) }
                    + composed.map { .composed($0) },
                hidden: domain.endpoints.filter { hidden.contains($0.name) }.map { .endpoint($0) })
        }

        /// The same server with tools that the configuration adds.
        func adding(_ offers: [Offer], hidden: [Offer]) -> Self {
            var member = self
            member.offers += offers
            member.hidden += hidden
            member.added = offers + hidden
            return member
        }

        /// Whether nothing of it works without the key of an organisation.
        public var needsAdminKey: Bool {
            offers.allSatisfy { offer in
                if case .endpoint(let endpoint) = offer { endpoint.key == .admin } else { false }
            }
        }
    }

    /// Name of the server that is served when none is named.
    public static let defaultName = "openai"

    /// All servers in the order in which they are listed.
    public static let members: [Member] = [openai] + domains + seeds

    private static let openai = Member(
        defaultName, title: "OpenAI",
        instructions: """
            The OpenAI API: text, images, speech, files, search, and everything else. \
            Images and vectors are written to files whose paths the results name. \
            A call that takes long answers with a handle for \(WaitFor.name) or \(HandleMessage.toolName).
            """,
        DefaultSurface.offers)

    /// One server for each domain, with what was composed for it.
    private static let domains: [Member] = Catalogue.domains.map { domain in
        Member(domain, composed[domain.name] ?? [], hidden: Set(standIns.keys))
    }

    /// Endpoints that a composed tool stands for, with its name: policy treats both as one.
    static let standIns: [String: String] = [
        "image-variation-create": "image-generate-variations", "file-create": "file-upload",
        "message-add": "message-create", "checkpoint-permission-list": "fine-tune-permissions-list",
        "checkpoint-permission-create": "fine-tune-permissions-create",
        "checkpoint-permission-delete": "fine-tune-permissions-delete",
    ]

    /// The composed tools of a domain's server.
    static let composed: [String: [ComposedTool]] = [
        "chat": ChatServerTools.all,
        "images": ImageTools.all,
        "moderation": ModerationTools.all,
        "audio": AudioTools.all,
        "files": FileTools.all,
        "assistants": MessageTools.all,
        "fine-tuning": FineTuningTools.all,
        "embeddings": EmbeddingTools.all,
    ]

    /// Servers whose tools are all composed, under names that were promised elsewhere.
    private static let seeds: [Member] = [
        Member(
            "complete", title: "OpenAI Complete",
            instructions: """
                Chat, image generation, image analysis, editing and variations in six plain tools. \
                Results that are images are written to files whose paths the answers name.
                """,
            CompleteTools.all.map { .composed($0) }),
        Member(
            "proxy", title: "OpenAI-compatible proxy",
            instructions: """
                A bridge to one OpenAI-compatible API: list its models, complete a conversation, or call any other \
                tool of this family by its name.
                """,
            ProxyTools.all.map { .composed($0) }),
    ]
}
