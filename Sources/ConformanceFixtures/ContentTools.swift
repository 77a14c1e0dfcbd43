import MCP

/// Tools that answer each kind of content.
enum ContentTools {
    static let all = [text, image, audio, resource, mixed, failing, progress]

    private static let text = Tool.fixture("test_simple_text", "Answers a text.") { _ in
        .text("This is a simple text response for testing.")
    }

    private static let image = Tool.fixture("test_image_content", "Answers an image.") { _ in
        ToolResult([.image(data: Samples.png, mimeType: "image/png")])
    }

    private static let audio = Tool.fixture("test_audio_content", "Answers a sound.") { _ in
        ToolResult([.audio(data: Samples.wav, mimeType: "audio/wav")])
    }

    private static let resource = Tool.fixture("test_embedded_resource", "Answers a resource.") { _ in
        let text = ResourceContents.Body.text("This is an embedded resource content.")
        return ToolResult([
            .resource(ResourceContents(uri: "test://embedded-resource", mimeType: "text/plain", text))
        ])
    }

    private static let mixed = Tool.fixture("test_multiple_content_types", "Answers three kinds of content.") { _ in
        let json = ResourceContents.Body.text(#"{"test":"data","value":123}"#)
        return ToolResult([
            .text("Multiple content types test:"), .image(data: Samples.png, mimeType: "image/png"),
            .resource(
                ResourceContents(uri: "test://mixed-content-resource", mimeType: "application/json", json)),
        ])
    }

    private static let failing = Tool.fixture("test_error_handling", "Fails in its own work.") { _ in
        .failure("This tool intentionally returns an error for testing")
    }

    private static let progress = Tool.fixture("test_tool_with_progress", "Reports progress three times.") { call in
        for (step, amount) in [0.0, 50, 100].enumerated() {
            if step > 0 { try await Task.sleep(for: .milliseconds(50)) }
            await call.progress?.report(amount, total: 100)
        }
        return .text("The work is done.")
    }
}
