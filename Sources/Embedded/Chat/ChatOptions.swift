import JSON

/// The options of a chat completion besides its messages.
struct ChatOptions: Sendable {
    var model: String
    var generation: Generation
    var choices: Int
    var streams: Bool
    var includesUsage: Bool
    /// How many alternatives with each log probability; nil without log probabilities.
    var topLogProbs: Int?
    var stores: Bool
    var metadata: JSONValue?
    /// Offered as `functions`, so that a call answers as `function_call`.
    var isOldStyle: Bool

    init(_ body: Input) throws(Refusal) {
        model = try body["model"].requiredString()
        choices = try body["n"].integer(1...128) ?? 1
        streams = try body["stream"].bool() ?? false
        includesUsage = try body["stream_options"].object()?["include_usage"].bool() ?? false
        if body["stream_options"].isPresent, !streams {
            throw .invalidValue(
                "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is true.")
        }
        let alternatives = try body["top_logprobs"].integer(0...20)
        let wantsLogProbs = try body["logprobs"].bool() ?? false
        if alternatives != nil, !wantsLogProbs {
            throw .invalidValue("top_logprobs", "The 'top_logprobs' parameter is only allowed when 'logprobs' is true.")
        }
        topLogProbs = wantsLogProbs ? alternatives ?? 0 : nil
        stores = try body["store"].bool() ?? false
        metadata = try body["metadata"].metadata()
        isOldStyle = body["functions"].isPresent
        generation = Generation()
        generation.limit = try Self.limit(body)
        generation.stops = try Self.stops(body["stop"])
        generation.format = try Self.format(body)
        try readTools(body)
        try body.checkSampling()
        try Self.checkModalities(body)
    }

    private static func limit(_ body: Input) throws(Refusal) -> Int? {
        let old = try body["max_tokens"].integer(1...Int.max)
        let new = try body["max_completion_tokens"].integer(1...Int.max)
        if old != nil, new != nil {
            throw .invalidValue(
                "max_tokens", "Set 'max_completion_tokens' or 'max_tokens', not both; the latter is deprecated.")
        }
        return new ?? old
    }

    static func stops(_ stop: Input) throws(Refusal) -> [String] {
        guard stop.view?.kind == .array else { return try stop.string().map { [$0] } ?? [] }
        var stops: [String] = []
        for item in try stop.list(0...4) ?? [] { stops.append(try item.requiredString()) }
        return stops
    }

    private static func format(_ body: Input) throws(Refusal) -> Generation.Format {
        guard let format = try body["response_format"].object() else { return .text }
        switch try format["type"].required().choice(["text", "json_object", "json_schema"]) {
        case "json_object":
            try requireJSON(in: body["messages"])
            return .jsonObject
        case "json_schema":
            let wrapper = try format["json_schema"].required()
            _ = try wrapper["name"].requiredString(atMost: 64)
            guard let schema = try wrapper["schema"].object()?.view else { return .jsonObject }
            return .jsonSchema(schema)
        default: return .text
        }
    }

    /// Without a word about JSON in the messages a model would go on for ever, so the API refuses.
    static func requireJSON(in messages: Input) throws(Refusal) {
        let text = messages.view.map { String(decoding: $0.raw, as: UTF8.self).lowercased() } ?? ""
        guard text.contains("json") else {
            throw Refusal(
                message:
                    "'\(messages.name)' must contain the word 'json' in some form, to use a format of type 'json_object'.",
                param: messages.name)
        }
    }

    private mutating func readTools(_ body: Input) throws(Refusal) {
        for tool in try body["tools"].list(0...128) ?? [] {
            let isCustom = try tool["type"].required().choice(["function", "custom"]) == "custom"
            generation.tools.append(
                try Tool(function: tool[isCustom ? "custom" : "function"].required(), isCustom: isCustom))
        }
        for function in try body["functions"].list(1...128) ?? [] {
            generation.tools.append(try Tool(function: function))
        }
        generation.mayCallSeveral = try body["parallel_tool_calls"].bool() ?? true
        if isOldStyle { generation.mayCallSeveral = false }
        let choice = isOldStyle ? body["function_call"] : body["tool_choice"]
        generation.choice = try Self.choice(choice, among: &generation.tools)
    }

    private static func choice(_ choice: Input, among tools: inout [Tool]) throws(Refusal) -> ToolChoice {
        guard choice.view?.kind == .object else {
            let word = try choice.choice(["none", "auto", "required"]) ?? "auto"
            if choice.isPresent, word != "none", tools.isEmpty {
                throw .invalidValue(choice.name, "'\(choice.name)' is only allowed when 'tools' are specified.")
            }
            return word == "none" ? .none : word == "required" ? .required : .auto
        }
        if try choice["type"].string() == "allowed_tools" {
            let allowed = try choice["allowed_tools"].required()
            var names: [String] = []
            for tool in try allowed["tools"].required().list() ?? [] {
                let kind = try tool["type"].string() ?? "function"
                names.append(try tool[kind]["name"].requiredString())
            }
            tools.removeAll { !names.contains($0.name) }
            return try allowed["mode"].required().choice(["auto", "required"]) == "required" ? .required : .auto
        }
        let kind = try choice["type"].string()
        let name = try (kind.map { choice[$0] } ?? choice)["name"].requiredString()
        guard tools.contains(where: { $0.name == name }) else {
            throw .invalidValue(choice.name, "Tool choice '\(name)' not found in 'tools' parameter.")
        }
        return .named(name)
    }

    private static func checkModalities(_ body: Input) throws(Refusal) {
        for modality in try body["modalities"].list() ?? [] {
            guard try modality.choice(["text", "audio"]) == "text" else {
                throw .unsupported("modalities", "The offline model writes text only; it has no voice for 'audio'.")
            }
        }
    }
}
