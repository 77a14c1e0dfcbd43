import Gateway
import JSON

/// Makes of a chat completion's body that of a message.
///
/// What steers the answer but does not decide what it is (a seed, penalties) is left out with a remark; what cannot be
/// had there (several choices, log probabilities, audio) is refused.
struct MessagesRequest {
    /// The body for `/messages`.
    private(set) var members = Members()
    /// What was changed, in sentences.
    private(set) var remarks: [String] = []
    /// Whether a stream is to end with its usage.
    private(set) var wantsUsage = false

    private let chat: Members

    /// Translates a body; throws an ``APIError`` that names what cannot be translated.
    init(_ chat: Members) throws {
        self.chat = chat
        for name in chat.all.map(\.name) { try check(name) }
        members["model"] = chat["model"]
        limitOutput()
        var conversation = MessagesConversation()
        try conversation.read(try view("messages"))
        try format(&conversation)
        if !conversation.system.isEmpty { members["system"] = conversation.systemJSON[...] }
        members["messages"] = try conversation.messagesJSON()[...]
        try steer()
        var tools = MessagesTools()
        try tools.read(
            tools: view("tools"), choice: view("tool_choice"), isParallel: view("parallel_tool_calls")?.bool)
        members["tools"] = tools.definitions.map { $0[...] }
        members["tool_choice"] = tools.choice.map { $0[...] }
        if try view("stream")?.bool == true { members.set("stream", true) }
        wantsUsage = try view("stream_options")?["include_usage"]?.bool == true
        remarks += conversation.remarks
    }

    /// The value of a member; nil where it is absent or `null`.
    private func view(_ name: String) throws -> JSONView? {
        guard let json = chat[name] else { return nil }
        do {
            let root = try JSONDocument(Array(json)).root
            return root.isNull ? nil : root
        } catch {
            throw Self.refusal("'\(name)' is not JSON", name)
        }
    }

    static func refusal(_ text: String, _ param: String) -> APIError {
        APIError(.invalidRequest, "\(text), change it or name a model of another provider", param: param)
    }

    // MARK: What there is no counterpart for

    private mutating func check(_ name: String) throws {
        guard let value = try view(name) else { return }
        if Self.translated.contains(name) || Self.isUsual(name, value) { return }
        guard Self.harmless.contains(name) else {
            throw Self.refusal("Anthropic has no counterpart for '\(name)'", name)
        }
        remarks.append("'\(name)' was left out: Anthropic has no such option.")
    }

    /// Whether a value only says what is the case there anyway.
    private static func isUsual(_ name: String, _ value: JSONView) -> Bool {
        switch name {
        case "n": value.int == 1
        case "logprobs": value.bool == false
        case "modalities": value.count == 1 && value[0]?.string == "text"
        default: false
        }
    }

    private static let translated: Set<String> = [
        "model", "messages", "max_tokens", "max_completion_tokens", "stop", "temperature", "top_p", "stream",
        "stream_options", "tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort", "user",
        "safety_identifier", "service_tier",
    ]
    private static let harmless: Set<String> = [
        "seed", "presence_penalty", "frequency_penalty", "logit_bias", "store", "metadata", "prediction", "verbosity",
        "prompt_cache_key", "prompt_cache_retention",
    ]

    // MARK: Options

    /// Anthropic wants a limit. Where the caller sets none, this much is enough for most answers and few pay for more.
    private static let outputLimit = 4_096

    private mutating func limitOutput() {
        if let limit = chat["max_completion_tokens"] ?? chat["max_tokens"], !limit.elementsEqual("null".utf8) {
            members["max_tokens"] = limit
        } else {
            members.set("max_tokens", .int(Self.outputLimit))
            remarks.append(
                "'max_tokens' was set to \(Self.outputLimit): Anthropic wants a limit, give one for longer answers.")
        }
    }

    private mutating func steer() throws {
        if let stop = try view("stop") {
            members["stop_sequences"] = stop.kind == .array ? stop.raw : JSONValue.array([JSONValue(stop)]).encoded[...]
        }
        if let temperature = try view("temperature") {
            if let value = temperature.double, value > 1 {
                members.set("temperature", 1)
                remarks.append("'temperature' was lowered to 1, which is Anthropic's highest.")
            } else {
                members["temperature"] = temperature.raw
            }
        }
        if let topP = try view("top_p") { members["top_p"] = topP.raw }
        if let user = try view("safety_identifier") ?? view("user") {
            members.set("metadata", .object([.init("user_id", JSONValue(user))]))
        }
        switch try view("service_tier")?.string {
        case nil: break
        case "auto": members.set("service_tier", "auto")
        case "default": members.set("service_tier", "standard_only")
        case let tier?: remarks.append("service_tier '\(tier)' was left out: Anthropic has no such tier.")
        }
        try effort()
    }

    private mutating func effort() throws {
        guard let effort = try view("reasoning_effort")?.string else { return }
        switch effort {
        case "none": members.set("thinking", ["type": "disabled"])
        case "low", "medium", "high", "xhigh", "max": configure("effort", .string(effort))
        default:
            configure("effort", "low")
            remarks.append("reasoning_effort '\(effort)' was sent as 'low', which is Anthropic's lowest.")
        }
    }

    private mutating func format(_ conversation: inout MessagesConversation) throws {
        guard let format = try view("response_format") else { return }
        switch format["type"]?.string {
        case "text": break
        case "json_schema":
            guard let schema = format["json_schema"]?["schema"] else {
                throw Self.refusal("'response_format' has no schema", "response_format")
            }
            configure("format", .object([.init("type", "json_schema"), .init("schema", .raw(Array(schema.raw)))]))
        case "json_object":
            conversation.instruct("Answer with one JSON object and nothing else.")
            remarks.append("response_format 'json_object' was put into the instructions: Anthropic wants a schema.")
        default: throw Self.refusal("Anthropic has no such 'response_format'", "response_format")
        }
    }

    /// Adds to `output_config`, where format and effort live together.
    private mutating func configure(_ name: String, _ value: JSONValue) {
        var config: [JSONValue.Member] = []
        if let known = members["output_config"], let root = (try? JSONDocument(Array(known)))?.root {
            config = root.members.map { .init($0.key, .raw(Array($0.value.raw))) }
        }
        members.set("output_config", .object(config + [.init(name, value)]))
    }
}
