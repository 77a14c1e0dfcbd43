import MCP

/// Prompts with every kind of message.
enum FixturePrompts {
    static let all = [simple, withArguments, withResource, withImage, withSound, broken]

    private static let simple = Prompt(
        name: "test_simple_prompt", title: "Simple", description: "A prompt without arguments."
    ) { _ in [.user("This is a simple prompt for testing.")] }

    private static let withArguments = Prompt(
        name: "test_prompt_with_arguments", description: "A prompt with arguments.",
        arguments: [
            .init(
                name: "arg1", description: "the first value", isRequired: true,
                complete: Completion.oneOf(["best", "Testing", "test", "other"])),
            .init(
                name: "arg2", description: "the second value", isRequired: true,
                complete: { .of(["after \($0.context["arg1"] ?? "nothing")", $0.principal.id], for: $0.typed) }),
            .init(name: "tone", description: "how it sounds"),
        ]
    ) { call in
        let tone = call["tone"].isEmpty ? "" : " (\(call["tone"]))"
        return [.user("Prompt with arguments: arg1='\(call["arg1"])', arg2='\(call["arg2"])'\(tone)")]
    }

    private static let withResource = Prompt(
        name: "test_prompt_with_embedded_resource", description: "A prompt with a resource in it.",
        arguments: [.init(name: "resourceUri", description: "URI of the resource", isRequired: true)]
    ) { call in
        let text = ResourceContents.Body.text("Embedded resource content for testing.")
        let contents = ResourceContents(uri: call["resourceUri"], mimeType: "text/plain", text)
        return [PromptMessage(.user, .resource(contents)), .user("Please process the embedded resource above.")]
    }

    private static let withImage = Prompt(name: "test_prompt_with_image", description: "A prompt with an image.") { _ in
        let image = Content.image(data: "iVBORw0KGgo=", mimeType: "image/png")
        return [PromptMessage(.user, image), .user("Please analyze the image above.")]
    }

    private static let withSound = Prompt(name: "sound", description: "A sound, a link, and who asks.") { call in
        let link = Content.link(uri: "file:///dot.png", name: "dot", mimeType: nil, size: nil)
        return [
            PromptMessage(.user, .audio(data: "UklGRg==", mimeType: "audio/wav")), PromptMessage(.assistant, link),
            PromptMessage(.assistant, .text("Hello, \(call.principal.id).")),
        ]
    }

    private static let broken = Prompt(
        name: "broken", description: "Cannot be filled in.",
        arguments: [.init(name: "how", description: "how it breaks", complete: { _ in throw FixtureNotes.Broken() })]
    ) { call in
        if call["how"] == "fault" { throw ArgumentFault("`how` must not be fault.") }
        throw FixtureNotes.Broken()
    }
}
