import Catalogue
import Gateway
import JSON
import MCP

/// The tools of the OpenAI-compatible proxy, under the names that it promised.
enum ProxyTools {
    static let all: [ComposedTool] = [listModels, createCompletion, callTool]

    private static let listModels = ComposedTool("listModels", "List the models that the API offers.", .reads, []) {
        try await $0.run("model-list", Members())
    }

    private static let createCompletion = ComposedTool(
        "createCompletion", "Generate text with a chat model.", .computes, completionFields, billable: true
    ) { work in
        var members = Members()
        for (name, value) in work.arguments.body where name != "prompt" { members[name] = value.raw }
        if let prompt = work["prompt"]?.string, members["messages"] == nil {
            members.set("messages", [["role": "user", "content": .string(prompt)]])
        }
        guard members["messages"] != nil else {
            throw ArgumentFault("createCompletion needs `messages` or `prompt`; add one of them.")
        }
        return try await work.run("chat-completion-create", members)
    }

    /// What the endpoint takes, and a prompt for clients that think of completions.
    private static let completionFields: [Field] = {
        let chat = Catalogue.endpoint(named: "chat-completion-create")?.fields ?? []
        let own = chat.map { field in
            field.name == "messages"
                ? Field(field.name, field.summary, field.shape, field.traits.subtracting(.required)) : field
        }
        return own + [.string("prompt", "What the user says, instead of messages.")]
    }()

    private static let callTool = ComposedTool(
        "callTool", "Call any tool of this family by its name.", .deletes,
        [
            .string("name", "Name of the tool, such as file-list.", .required),
            .map("arguments", "Arguments of that tool.", of: .json),
        ], passesOn: { try $0.inner(within: $0.environment.virtualTools.family) }
    ) { work in
        try await work.callTool(within: work.environment.virtualTools.family)
    }
}
