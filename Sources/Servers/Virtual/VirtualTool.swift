import Catalogue
import Gateway
import JSON

/// A tool that the configuration defines: an HTTP endpoint, or a template over a tool that is there already.
///
/// ``VirtualTools`` checks and compiles it at load.
public struct VirtualTool: Sendable {
    /// `^[a-z][a-z0-9-_]*$`, at most 40 characters, and no name that the family has.
    public var name: String
    /// One plain sentence for the model that chooses among tools.
    public var description: String
    /// Servers that list it; `openai` finds and calls it by `api-search` and `api-call` in any case.
    public var servers: [String]
    /// A JSON Schema with an object at its root; what of it can be used is what every client can read.
    public var inputSchema: JSONValue
    /// What it does, for the annotation hints and for policy; nil: what the tool does that it stands for.
    ///
    /// Never less than that tool does. An HTTP endpoint without it counts as the worst, `.deletes`.
    public var effect: Effect?
    /// Whether it costs money, so that a slow call is answered with a handle and not repeated.
    public var isBillable: Bool
    public var action: Action
    public var result: ResultMapping

    /// What a call does.
    public enum Action: Sendable {
        case http(HTTPAction)
        /// Calls a tool by its name with arguments made of this call's; a string in them may hold placeholders.
        case tool(name: String, arguments: JSONValue)
    }

    /// What of the answer is given to the model.
    public struct ResultMapping: Sendable {
        /// JSON Pointer of the part to give; empty: all.
        public var pointer: String
        /// Text to show instead of that part's JSON, with placeholders that point into it; nil: the JSON.
        public var template: String?

        /// Creates a mapping; without arguments the answer is given as it is.
        public init(pointer: String = "", template: String? = nil) {
            self.pointer = pointer
            self.template = template
        }
    }

    /// Creates a tool.
    public init(
        name: String, description: String, servers: [String] = ["openai"], inputSchema: JSONValue,
        effect: Effect? = nil, isBillable: Bool = false, action: Action, result: ResultMapping = ResultMapping()
    ) {
        self.name = name
        self.description = description
        self.servers = servers
        self.inputSchema = inputSchema
        self.effect = effect
        self.isBillable = isBillable
        self.action = action
        self.result = result
    }
}

/// A request over HTTP that is made of a call's arguments.
public struct HTTPAction: Sendable {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    public var method: String
    /// Absolute URL; placeholders may stand behind the host only, and are percent-encoded.
    public var url: String
    /// Header fields; values may hold placeholders.
    public var headers: [(name: String, value: String)]
    /// JSON body whose strings may hold placeholders; nil: the arguments as they came, for methods that have a body.
    public var body: JSONValue?
    /// The credential of the endpoint.
    public var auth: Credential?
    /// For the whole call.
    public var timeout: Duration
    /// Most bytes of the answer.
    public var maxSize: Int

    /// A header field with a secret in it.
    public struct Credential: Sendable {
        /// Name of the field, such as `Authorization`.
        public var header: String
        /// What stands before the secret, such as `Bearer `.
        public var prefix: String
        /// The secret, read when it is needed, since a file may have a newer one.
        public var secret: @Sendable () throws -> SecretString

        /// Creates a credential.
        public init(
            header: String = "Authorization", prefix: String = "Bearer ",
            secret: @escaping @Sendable () throws -> SecretString
        ) {
            self.header = header
            self.prefix = prefix
            self.secret = secret
        }
    }

    /// Creates a request.
    public init(
        method: String = "POST", url: String, headers: [(name: String, value: String)] = [], body: JSONValue? = nil,
        auth: Credential? = nil, timeout: Duration = .seconds(30), maxSize: Int = 4 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.auth = auth
        self.timeout = timeout
        self.maxSize = maxSize
    }
}
