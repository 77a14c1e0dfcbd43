import JSON

/// A rule that somebody who serves models publishes for the tools that a model may call.
struct SchemaRule: CustomStringConvertible, Sendable {
    let publisher: String
    /// The rule in a sentence.
    let rule: String
    /// Document and section, or the message of the error where no document has it.
    let source: String
    /// What of a tool's definition breaks the rule; nothing if it is kept.
    let violations: @Sendable (_ tool: JSONView) -> [String]

    var description: String { "\(publisher): \(rule) (\(source))" }

    init(
        _ publisher: String, _ rule: String, source: String,
        _ violations: @escaping @Sendable (_ tool: JSONView) -> [String]
    ) {
        self.publisher = publisher
        self.rule = rule
        self.source = source
        self.violations = violations
    }
}

extension SchemaRule {
    static let all: [SchemaRule] = anthropic + openai + gemini + bedrock

    private static let anthropic: [SchemaRule] = [
        SchemaRule(
            "Anthropic", "A name is 1 to 64 letters, digits, underscores and dashes.",
            source: "Claude docs, Tool use, Define tools, table of parameters: name"
        ) { $0.nameBreaks(/[a-zA-Z0-9_-]{1,64}/) },
        SchemaRule(
            "Anthropic", "A tool says what it does and when it is used.",
            source: "Claude docs, Tool use, Define tools, table of parameters: description"
        ) { $0.lacksDescription },
        SchemaRule(
            "Anthropic", "The input schema is a JSON Schema object.",
            source: "Claude docs, Tool use, Define tools, table of parameters: input_schema"
        ) { $0.isNoObject },
        SchemaRule(
            "Anthropic", "No oneOf, anyOf or allOf at the top level.",
            source: "Claude docs, Managed Agents, Self-hosted sandboxes; error of POST /v1/messages: "
                + "input_schema does not support oneOf, allOf, or anyOf at the top level"
        ) { $0.topLevel(has: ["oneOf", "anyOf", "allOf"]) },
        SchemaRule(
            "Anthropic", "No references.", source: "Claude docs, Managed Agents, Self-hosted sandboxes"
        ) { $0.anyLevel(has: ["$ref", "$defs", "definitions"]) },
        SchemaRule(
            "Anthropic", "Names of properties are 1 to 64 letters, digits, underscores, dots and dashes.",
            source: "Claude docs, Managed Agents, Self-hosted sandboxes; error of POST /v1/messages: "
                + "Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'"
        ) { $0.properties(break: /[a-zA-Z0-9_.-]{1,64}/, atEveryDepth: true) },
    ]

    private static let openai: [SchemaRule] = [
        SchemaRule(
            "OpenAI", "A name is at most 64 letters, digits, underscores and dashes.",
            source: "OpenAPI document of the API, components/schemas/FunctionObject/name"
        ) { $0.nameBreaks(/[a-zA-Z0-9_-]{1,64}/) },
        SchemaRule(
            "OpenAI", "The parameters are a JSON Schema object.",
            source: "OpenAPI document of the API, components/schemas/FunctionParameters"
        ) { $0.isNoObject },
        SchemaRule(
            "OpenAI", "No oneOf, anyOf, allOf, enum, const or not at the top level.",
            source: "error invalid_function_parameters: schema must have type 'object' and not have "
                + "'oneOf'/'anyOf'/'allOf'/'enum'/'const'/'not' at the top level"
        ) { $0.topLevel(has: ["oneOf", "anyOf", "allOf", "enum", "const", "not"]) },
        SchemaRule(
            "OpenAI", "A list says what it is a list of, by items and not by prefixItems.",
            source: "error invalid_function_parameters: array schema missing items"
        ) { tool in
            tool.schemas.filter { $0.schema["type"]?.string == "array" && $0.schema["items"]?.kind != .object }
                .map(\.place) + tool.anyLevel(has: ["prefixItems"])
        },
        SchemaRule(
            "OpenAI", "No allOf at any depth.",
            source: "error invalid_function_parameters: 'allOf' is not permitted"
        ) { $0.anyLevel(has: ["allOf"]) },
    ]

    private static let gemini: [SchemaRule] = [
        SchemaRule(
            "Gemini", "A name begins with a letter or an underscore and has at most 64 letters, digits, _, . and -.",
            source: "Google Cloud, Vertex AI reference, FunctionDeclaration: name"
        ) { $0.nameBreaks(/[a-zA-Z_][a-zA-Z0-9_.-]{0,63}/) },
        SchemaRule(
            "Gemini", "A tool has a description.",
            source: "Gemini API v1beta reference, FunctionDeclaration: description"
        ) { $0.lacksDescription },
        SchemaRule(
            "Gemini", "The schema describes an object whose properties are the parameters.",
            source: "Gemini API v1beta reference, FunctionDeclaration: parametersJsonSchema"
        ) { $0.isNoObject },
        SchemaRule(
            "Gemini", "A parameter begins with a letter or an underscore and has at most 64 letters, digits and _.",
            source: "Google Gen AI SDK reference, FunctionDeclaration: parameters"
        ) { $0.properties(break: /[a-zA-Z_][a-zA-Z0-9_]{0,63}/, atEveryDepth: false) },
        SchemaRule(
            "Gemini", "Only the keywords of its subset.",
            source: "Gemini API v1beta reference, Schema: fields; additionalProperties: FunctionDeclaration, "
                + "parametersJsonSchema"
        ) { tool in
            tool.schemas.flatMap { schema in
                schema.schema.members.map(\.key).filter { !geminiKeywords.contains($0) }.map { "\(schema.place) \($0)" }
            }
        },
        SchemaRule(
            "Gemini", "Values of an enum are strings, and so is what has one.",
            source: "Gemini API v1beta reference, Schema: enum"
        ) { tool in
            tool.schemas.filter { schema in
                guard let values = schema.schema["enum"] else { return false }
                return schema.schema["type"]?.string != "string" || values.count == 0
                    || values.elements.contains { $0.kind != .string }
            }.map(\.place)
        },
        SchemaRule(
            "Gemini", "Every schema says its type, or which of several it takes.",
            source: "Gemini API v1beta reference, Schema: type"
        ) { tool in
            tool.schemas.filter { $0.schema["type"] == nil && $0.schema["anyOf"] == nil }.map(\.place)
        },
        SchemaRule(
            "Gemini", "A type is one of seven words and never a list of them.",
            source: "Gemini API v1beta reference, Type: enum"
        ) { tool in
            tool.schemas.filter { schema in
                guard let type = schema.schema["type"] else { return false }
                return !["string", "number", "integer", "boolean", "array", "object", "null"].contains(type.string)
            }.map(\.place)
        },
        SchemaRule(
            "Gemini", "What is required is a property.", source: "Gemini API v1beta reference, Schema: required"
        ) { tool in
            tool.schemas.flatMap { schema in
                (schema.schema["required"]?.elements.map { $0.string ?? "" } ?? [])
                    .filter { schema.schema["properties"]?[$0] == nil }.map { "\(schema.place).\($0)" }
            }
        },
    ]

    private static let geminiKeywords: Set<String> = [
        "type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "properties", "required",
        "minProperties", "maxProperties", "minLength", "maxLength", "pattern", "example", "anyOf", "propertyOrdering",
        "default", "items", "minimum", "maximum", "additionalProperties",
    ]

    private static let bedrock: [SchemaRule] = [
        SchemaRule(
            "Amazon Bedrock", "A name is 1 to 64 letters, digits, underscores and dashes.",
            source: "Bedrock API reference, ToolSpecification: name"
        ) { $0.nameBreaks(/[a-zA-Z0-9_-]{1,64}/) },
        SchemaRule(
            "Amazon Bedrock", "A description is not empty.",
            source: "Bedrock API reference, ToolSpecification: description"
        ) { $0.lacksDescription },
        SchemaRule(
            "Amazon Bedrock", "The type at the top level is object.",
            source: "Bedrock API reference, ToolInputSchema"
        ) { $0.isNoObject },
    ]
}

// MARK: What the rules look at

extension JSONView {
    fileprivate func nameBreaks(_ pattern: Regex<Substring>) -> [String] {
        let name = self["name"]?.string ?? ""
        return name.wholeMatch(of: pattern) == nil ? ["name \(name)"] : []
    }

    fileprivate var lacksDescription: [String] { self["description"]?.string?.isEmpty == false ? [] : ["description"] }

    fileprivate var isNoObject: [String] {
        let schema = self["inputSchema"]
        return schema?["type"]?.string == "object" && schema?["properties"]?.kind == .object ? [] : ["inputSchema"]
    }

    fileprivate func topLevel(has words: [String]) -> [String] {
        words.filter { self["inputSchema"]?[$0] != nil }
    }

    fileprivate func anyLevel(has words: [String]) -> [String] {
        schemas.flatMap { schema in words.filter { schema.schema[$0] != nil }.map { "\(schema.place) \($0)" } }
    }

    fileprivate func properties(break pattern: Regex<Substring>, atEveryDepth: Bool) -> [String] {
        schemas.filter { atEveryDepth || $0.place.isEmpty }.flatMap { schema in
            (schema.schema["properties"].map { $0.members.map(\.key) } ?? [])
                .filter { $0.wholeMatch(of: pattern) == nil }.map { "\(schema.place).\($0)" }
        }
    }

    /// The input schema and all that it is made of, each with its place in it.
    fileprivate var schemas: [(place: String, schema: JSONView)] {
        self["inputSchema"].map { Self.schemas($0, "") } ?? []
    }

    private static func schemas(_ schema: JSONView, _ place: String) -> [(place: String, schema: JSONView)] {
        var all = [(place, schema)]
        for (name, inner) in schema["properties"].map({ Array($0.members) }) ?? [] {
            all += schemas(inner, "\(place).\(name)")
        }
        for word in ["items", "additionalProperties"] {
            if let inner = schema[word], inner.kind == .object { all += schemas(inner, "\(place).\(word)") }
        }
        for word in ["anyOf", "oneOf", "allOf"] {
            for (position, inner) in (schema[word].map { Array($0.elements) } ?? []).enumerated() {
                all += schemas(inner, "\(place).\(word)[\(position)]")
            }
        }
        return all
    }
}
