import JSON

/// A tool that the operator defines.
public struct VirtualToolEntry: FileGroup {
    public var name = ""
    public var description = ""
    public var servers = ["openai"]
    /// JSON Schema of the arguments.
    public var input = JSONValue.object([])
    public var effect: Effect?
    public var isBillable = false
    public var http: VirtualRequestEntry?
    /// Name of the tool that it stands for.
    public var tool: String?
    /// Arguments for that tool; their strings may hold placeholders.
    public var arguments: JSONValue?
    public var result = VirtualResultEntry()

    /// Creates a tool without a name.
    public init() {}

    /// What a call of the tool does.
    public enum Effect: String, CaseIterable, Sendable {
        case reads, computes, creates, updates, deletes, stops
    }

    static let keys: [Key<VirtualToolEntry>] = [
        Key("name", .value(.name), \.name, "Name of the tool.", required: true),
        Key(
            "description", .value(.prose), \.description, "One plain sentence for the model that chooses among tools.",
            required: true),
        Key("servers", .list(.value(.name)), \.servers, "Servers that list it."),
        Key("input", .json, \.input, "JSON Schema of the arguments, an object at its root.", required: true),
        Key("effect", .value(.choice), \.effect, "What a call does; absent: as the tool behind it, or the worst."),
        Key("billable", .value(.toggle), \.isBillable, "Whether a call costs money."),
        Key("http", .group, \.http, "Send a request to a URL."),
        Key("tool", .value(.name), \.tool, "Call this tool."),
        Key("arguments", .json, \.arguments, "Arguments for `tool`; strings may hold `{{/pointer}}`."),
        Key("result", .group, \.result, "What of the answer the model gets."),
    ]

    func check(_ report: inout GroupReport) {
        if report.has("http") == report.has("tool") { report.fail("name", "a virtual tool has either http or tool") }
        if !report.has("tool") { report.exclude(["arguments"], "goes with tool") }
        if case .object = input {} else { report.fail("input", "expects a JSON Schema, which is an object") }
    }
}

/// A request that is made of a call's arguments.
public struct VirtualRequestEntry: FileGroup {
    public var method = Method.post
    public var url = ""
    /// Values may hold placeholders.
    public var headers: [String: String] = [:]
    public var body: JSONValue?
    public var auth: VirtualAuthEntry?
    public var timeout = Duration.seconds(30)
    /// Largest answer, in bytes.
    public var maxSize = 4 << 20

    /// Creates a request to nowhere.
    public init() {}

    /// HTTP methods.
    public enum Method: String, CaseIterable, Sendable {
        case get, post, put, patch, delete
    }

    static let keys: [Key<VirtualRequestEntry>] = [
        Key("method", .value(.choice), \.method, "HTTP method."),
        Key("url", .value(.prose), \.url, "URL; behind the host it may hold `{{/pointer}}`.", required: true),
        Key("headers", .map(.value(.text)), \.headers, "Headers; values may hold `{{/pointer}}`."),
        Key("body", .json, \.body, "JSON to send; strings may hold `{{/pointer}}`. Absent: the arguments."),
        Key("auth", .group, \.auth, "The credential that the URL wants."),
        Key("timeout", .value(.duration), \.timeout, "For the whole call."),
        Key("max-size", .value(.size), \.maxSize, "Largest answer."),
    ]
}

/// A header with a secret in it.
public struct VirtualAuthEntry: FileGroup {
    public var header = "Authorization"
    public var prefix = "Bearer"
    public var key = SecretSource(secret: Secret(""), reference: nil)

    /// Creates a credential without its secret.
    public init() {}

    static let keys: [Key<VirtualAuthEntry>] = [
        Key("header", .value(.headerName), \.header, "Header that it travels in."),
        Key("prefix", .value(.text), \.prefix, "Word before it, such as `Basic`."),
        Key("key", .value(.key, isSecret: true), \.key, "The secret: `env:NAME` or `file:PATH`.", required: true),
    ]
}

/// What the model gets of an answer.
public struct VirtualResultEntry: FileGroup {
    public var pointer = ""
    public var template: String?

    /// Creates a mapping that leaves the answer as it is.
    public init() {}

    static let keys: [Key<VirtualResultEntry>] = [
        Key("pointer", .value(.pointer), \.pointer, "The part of the answer to give; absent: all."),
        Key("template", .value(.prose), \.template, "Text to show for that part; it may hold `{{/pointer}}`."),
    ]
}
