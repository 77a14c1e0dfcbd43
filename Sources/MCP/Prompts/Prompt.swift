import JSON

/// A conversation that a person can begin by name, with values filled in.
public struct Prompt: Sendable {
    /// Unique within a server.
    public let name: String
    /// What a person reads, if it differs from the name.
    public let title: String?
    public let description: String
    public let arguments: [Argument]
    /// Writes the messages. May throw ``ArgumentFault``, ``ProtocolError`` or `CancellationError`.
    public let render: @Sendable (PromptCall) async throws -> [PromptMessage]

    /// A value that a prompt takes; always text.
    public struct Argument: Sendable {
        public let name: String
        public let description: String
        public let isRequired: Bool
        /// Suggests values; nil: none are suggested.
        public let complete: Completer?

        /// Creates an argument.
        public init(name: String, description: String, isRequired: Bool = false, complete: Completer? = nil) {
            self.name = name
            self.description = description
            self.isRequired = isRequired
            self.complete = complete
        }
    }

    /// Creates a prompt.
    public init(
        name: String, title: String? = nil, description: String, arguments: [Argument] = [],
        render: @escaping @Sendable (PromptCall) async throws -> [PromptMessage]
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.arguments = arguments
        self.render = render
    }

    func definition(for revision: Revision) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { prompt in
            prompt.member("name", name)
            if let title, revision.hasStructuredContent { prompt.member("title", title) }
            prompt.member("description", description)
            guard !arguments.isEmpty else { return }
            prompt.key("arguments")
            prompt.array { list in
                for argument in arguments {
                    list.object {
                        $0.member("name", argument.name)
                        $0.member("description", argument.description)
                        $0.member("required", argument.isRequired)
                    }
                }
            }
        }
        return writer.bytes
    }
}

/// One use of a prompt as its closure sees it.
public struct PromptCall: Sendable {
    /// Values by argument; all required ones are there, and none that the prompt does not have.
    public let arguments: [String: String]
    /// Who asks.
    public let principal: any Principal
    /// The client and its revision.
    public let client: ClientDescription
    /// Asks the client.
    public let input: Input

    /// Creates a call, as a server or a test does.
    public init(
        arguments: [String: String], principal: any Principal, client: ClientDescription, input: Input? = nil
    ) {
        self.input = input ?? .none(client)
        self.arguments = arguments
        self.principal = principal
        self.client = client
    }

    /// The value of an argument, empty where it was not given.
    public subscript(name: String) -> String { arguments[name] ?? "" }
}

/// One message of a prompt.
public struct PromptMessage: Sendable, Hashable {
    public var role: Role
    public var content: Content

    /// Creates a message.
    public init(_ role: Role, _ content: Content) {
        self.role = role
        self.content = content
    }

    /// What the user says.
    public static func user(_ text: String) -> PromptMessage { PromptMessage(.user, .text(text)) }
}
