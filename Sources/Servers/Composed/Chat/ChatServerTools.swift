import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the chat server that are more than one call, or one call in another manner.
enum ChatServerTools {
    static let all: [ComposedTool] = [stream, functionCall, structuredOutput]

    private static let completion = Catalogue.endpoint(named: "chat-completion-create")?.fields ?? []

    private static func fields(_ names: String...) -> [Field] {
        names.compactMap { name in completion.first { $0.name == name } }
    }

    private static let stream = ComposedTool(
        "chat-completion-stream", "Ask a model to answer a conversation and report the text while it is written.",
        .computes, completion.filter { $0.name != "stream" }, billable: true, readOnly: false, idempotent: false
    ) { work in
        var members = Members()
        for (name, value) in work.arguments.body { members[name] = value.raw }
        members.set("stream", true)
        return try await work.run("chat-completion-create", members)
    }

    private static let functionCall = ComposedTool(
        "chat-function-call", "Have a model choose functions to call, with arguments checked against their schemas.",
        .computes,
        fields("messages", "model", "tools", "tool_choice", "max_completion_tokens", "temperature")
            .map { $0.name == "tools" ? Field($0.name, $0.summary, $0.shape, .required) : $0 },
        billable: true, readOnly: false, idempotent: false
    ) { work in
        let members = ChatTools.members(
            work, "messages", "model", "tools", "tool_choice", "max_completion_tokens", "temperature")
        return try await FunctionCalling(work: work, members: members, defaults: nil).result()
    }

    static let structuredOutput = ComposedTool(
        "chat-structured-output", "Have a model answer as JSON that fits a schema, checked before you get it.",
        .computes,
        fields("messages") + [
            .map("schema", "JSON Schema of the answer.", .required, of: .json),
            .string("name", "Name of the schema."),
            .boolean("strict", "Whether decoding is bound to the schema; by default if it can be."),
        ] + fields("model", "max_completion_tokens", "temperature", "reasoning_effort"),
        billable: true, readOnly: false, idempotent: false
    ) { work in
        let empty = try JSONDocument("{}").root
        return try await StructuredOutput(work: work, schema: work["schema"] ?? empty).result()
    }

    /// The OpenAI server's tool, in its words.
    static let openAIFunctionCall = ComposedTool(
        "function-call", "Have a model choose functions to call, with arguments checked against their schemas.",
        .computes,
        [
            ChatTools.messages,
            Field(OpenAITools.functions.name, OpenAITools.functions.summary, OpenAITools.functions.shape, .required),
            .union(
                "function_call", "none, auto, required, or the name of one.",
                [.text, .object([.string("name", "Name of the function.", .required)])]),
            ChatTools.model,
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        var members = ChatTools.members(work, "messages", "model")
        if let functions = work["functions"] { members.set("tools", FunctionVocabulary.tools(functions: functions)) }
        if let choice = work["function_call"] { members.set("tool_choice", FunctionVocabulary.choice(choice)) }
        return try await FunctionCalling(work: work, members: members, defaults: OpenAITools.defaults).result()
    }
}
