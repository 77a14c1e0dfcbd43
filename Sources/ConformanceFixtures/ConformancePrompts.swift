import MCP

/// Prompts with every kind of message, and one that asks first.
enum ConformancePrompts {
    static let all = [simple, withArguments, withResource, withImage, asking]

    private static let simple = Prompt(name: "test_simple_prompt", description: "A prompt without arguments.") { _ in
        [.user("This is a simple prompt for testing.")]
    }

    private static let withArguments = Prompt(
        name: "test_prompt_with_arguments", description: "A prompt with two arguments.",
        arguments: [
            .init(
                name: "arg1", description: "First value", isRequired: true,
                complete: Completion.oneOf(["test", "testing", "other"])),
            .init(name: "arg2", description: "Second value", isRequired: true),
        ]
    ) { call in [.user("Prompt with arguments: arg1='\(call["arg1"])', arg2='\(call["arg2"])'")] }

    private static let withResource = Prompt(
        name: "test_prompt_with_embedded_resource", description: "A prompt with a resource in it.",
        arguments: [.init(name: "resourceUri", description: "URI of the resource", isRequired: true)]
    ) { call in
        let text = ResourceContents.Body.text("Embedded resource content for testing.")
        let contents = ResourceContents(uri: call["resourceUri"], mimeType: "text/plain", text)
        return [
            PromptMessage(.user, .resource(contents)), .user("Please process the embedded resource above."),
        ]
    }

    private static let withImage = Prompt(name: "test_prompt_with_image", description: "A prompt with an image.") { _ in
        [
            PromptMessage(.user, .image(data: Samples.png, mimeType: "image/png")),
            .user("Please analyze the image above."),
        ]
    }

    private static let asking = Prompt(
        name: "test_input_required_result_prompt", description: "A prompt that asks for its context first."
    ) { call in
        let answer = try await call.input.ask(
            "user_context", InputTools.form("What is it about?", property: "context", type: "string"))
        return [.user("Context: \(answer.content?["context"]?.string ?? "none")")]
    }
}
