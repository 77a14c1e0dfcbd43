import JSON

/// The options of a response besides its input, and how the object repeats them.
struct ResponseOptions: Sendable {
    var model: String
    var generation: Generation
    var streams: Bool
    var stores: Bool
    var isBackground: Bool
    /// How many alternatives with each log probability; nil without log probabilities.
    var topLogProbs: Int?
    var previousID: String?
    /// Id of the conversation that the response reads and adds to.
    var conversationID: String?
    var instructions: String?
    /// The members of the response object that repeat the request.
    private(set) var echo: [JSONValue.Member] = []

    init(_ body: Input) throws(Refusal) {
        model = try body["model"].requiredString()
        streams = try body["stream"].bool() ?? false
        stores = try body["store"].bool() ?? true
        isBackground = try body["background"].bool() ?? false
        previousID = try body["previous_response_id"].string()
        conversationID = try Self.conversation(body["conversation"])
        if previousID != nil, conversationID != nil {
            throw .invalidValue("conversation", "Give 'previous_response_id' or 'conversation', not both.")
        }
        instructions = try body["instructions"].string()
        let alternatives = try body["top_logprobs"].integer(0...20)
        var wantsLogProbs = alternatives ?? 0 > 0
        for item in try body["include"].list() ?? [] {
            if try item.requiredString() == "message.output_text.logprobs" { wantsLogProbs = true }
        }
        topLogProbs = wantsLogProbs ? alternatives ?? 0 : nil
        generation = Generation()
        generation.limit = try body["max_output_tokens"].integer(16...Int.max)
        generation.format = try Self.format(body)
        generation.mayCallSeveral = try body["parallel_tool_calls"].bool() ?? true
        generation.tools = try Self.tools(body)
        generation.choice = try Self.choice(body["tool_choice"], among: &generation.tools)
        if isBackground, !stores {
            throw .invalidValue("background", "A response in the background must be stored: leave out 'store: false'.")
        }
        try Self.refuseUnsupported(body)
        try readEcho(body)
    }

    private static func format(_ body: Input) throws(Refusal) -> Generation.Format {
        let format = try body["text"].object()?["format"].object() ?? Input(nil, name: "text.format")
        guard format.isPresent else { return .text }
        switch try format["type"].required().choice(["text", "json_object", "json_schema"]) {
        case "json_object":
            try ChatOptions.requireJSON(in: body["input"])
            return .jsonObject
        case "json_schema":
            _ = try format["name"].requiredString(atMost: 64)
            guard let schema = try format["schema"].required().object()?.view else { return .jsonObject }
            return .jsonSchema(schema)
        default: return .text
        }
    }

    private static func tools(_ body: Input) throws(Refusal) -> [Tool] {
        var tools: [Tool] = []
        for tool in try body["tools"].list(0...128) ?? [] {
            let kind = try tool["type"].requiredString()
            // Tools that OpenAI runs itself need its servers; a model may always do without one.
            guard kind == "function" || kind == "custom" else { continue }
            tools.append(try Tool(function: tool, isCustom: kind == "custom"))
        }
        return tools
    }

    private static func choice(_ choice: Input, among tools: inout [Tool]) throws(Refusal) -> ToolChoice {
        guard choice.view?.kind == .object else {
            let word = try choice.choice(["none", "auto", "required"]) ?? "auto"
            return word == "none" ? .none : word == "required" ? .required : .auto
        }
        let kind = try choice["type"].requiredString()
        if kind == "allowed_tools" {
            var names: [String] = []
            for tool in try choice["tools"].required().list() ?? [] {
                if let name = try tool["name"].string() { names.append(name) }
            }
            tools.removeAll { !names.contains($0.name) }
            return try choice["mode"].required().choice(["auto", "required"]) == "required" ? .required : .auto
        }
        guard kind == "function" || kind == "custom" else {
            throw .unsupported(choice.name, "The offline model cannot run the tool '\(kind)'; it calls functions only.")
        }
        let name = try choice["name"].requiredString()
        guard tools.contains(where: { $0.name == name }) else {
            throw .invalidValue(choice.name, "Tool choice '\(name)' not found in 'tools' parameter.")
        }
        return .named(name)
    }

    /// A conversation is named by its id or by an object that has it.
    static func conversation(_ input: Input) throws(Refusal) -> String? {
        guard input.isPresent else { return nil }
        return input.view?.kind == .object ? try input["id"].requiredString() : try input.string()
    }

    private static func refuseUnsupported(_ body: Input) throws(Refusal) {
        if body["prompt"].isPresent {
            throw .unsupported(
                "prompt", "The offline provider keeps no 'prompt'; send the input, or 'previous_response_id'.")
        }
        if ["previous_response_id", "conversation", "input"].contains(where: { body[$0].isPresent }) { return }
        _ = try body["input"].required()
    }

    // MARK: Echo

    private mutating func readEcho(_ body: Input) throws(Refusal) {
        let temperature = try body["temperature"].number(0...2) ?? 1
        let topP = try body["top_p"].number(0...1) ?? 1
        let format = body["text"]["format"].view.map { JSONValue($0) } ?? ["type": "text"]
        let verbosity = try body["text"]["verbosity"].choice(["low", "medium", "high"]) ?? "medium"
        let reasoning = try body["reasoning"].object()
        let effort = try reasoning?["effort"].string()
        let summary = try reasoning?["summary"].string()
        func optional(_ name: String) -> JSONValue { body[name].view.map { JSONValue($0) } ?? .null }
        echo = [
            .init("background", .bool(isBackground)),
            .init("instructions", instructions.map { .string($0) } ?? .null),
            .init("max_output_tokens", generation.limit.map { .int($0) } ?? .null),
            .init("max_tool_calls", try body["max_tool_calls"].integer().map { .int($0) } ?? .null),
            .init("metadata", try body["metadata"].metadata() ?? [:]),
            .init("model", .string(model)),
            .init("parallel_tool_calls", .bool(generation.mayCallSeveral)),
            .init("previous_response_id", previousID.map { .string($0) } ?? .null),
            .init("prompt_cache_key", optional("prompt_cache_key")),
            .init(
                "reasoning",
                ["effort": effort.map { .string($0) } ?? .null, "summary": summary.map { .string($0) } ?? .null]),
            .init("safety_identifier", optional("safety_identifier")),
            .init("service_tier", "default"),
            .init("store", .bool(stores)),
            .init("temperature", .double(temperature)),
            .init("text", ["format": Self.filled(format: format), "verbosity": .string(verbosity)]),
            .init("tool_choice", body["tool_choice"].view.map { JSONValue($0) } ?? "auto"),
            .init("tools", .array(try body["tools"].list()?.compactMap { $0.view.map(Self.filled(tool:)) } ?? [])),
            .init("top_logprobs", .int(try body["top_logprobs"].integer() ?? 0)),
            .init("top_p", .double(topP)),
            .init("truncation", .string(try body["truncation"].choice(["auto", "disabled"]) ?? "disabled")),
        ]
        if let conversationID { echo.append(.init("conversation", ["id": .string(conversationID)])) }
        if let user = try body["user"].string() { echo.append(.init("user", .string(user))) }
    }

    /// A function as the API repeats it: with every member that may be left out.
    private static func filled(tool: JSONView) -> JSONValue {
        guard tool["type"]?.string == "function" else { return JSONValue(tool) }
        return filled(tool, with: [.init("description", .null), .init("parameters", .null), .init("strict", true)])
    }

    private static func filled(format: JSONValue) -> JSONValue {
        guard case .object(var members) = format else { return format }
        members.removeAll { $0.value == .null }
        return .object(members)
    }

    private static func filled(_ view: JSONView, with defaults: [JSONValue.Member]) -> JSONValue {
        let given = view.members.map { JSONValue.Member($0.key, JSONValue($0.value)) }
        return .object(given + defaults.filter { missing in !given.contains { $0.key == missing.key } })
    }
}
