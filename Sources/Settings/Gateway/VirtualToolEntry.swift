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
    public var limits = RateSettings()

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
        Key("limits", .group, \.limits, "How often it may be called."),
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
    /// Values may hold placeholders and references.
    public var headers: [String: Secret] = [:]
    public var body: JSONValue?

    /// Creates a request to nowhere.
    public init() {}

    /// HTTP methods.
    public enum Method: String, CaseIterable, Sendable {
        case get, post, put, patch, delete
    }

    static let keys: [Key<VirtualRequestEntry>] = [
        Key("method", .value(.choice), \.method, "HTTP method."),
        Key("url", .value(.prose), \.url, "URL; behind the host it may hold `{{/pointer}}`.", required: true),
        Key(
            "headers", .map(.value(.headerValue, isSecret: true)), \.headers,
            "Headers; a value may be `env:NAME` or `file:PATH`, or end with one: `Bearer env:TOKEN`."),
        Key("body", .json, \.body, "JSON to send; strings may hold `{{/pointer}}`. Absent: the arguments."),
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
