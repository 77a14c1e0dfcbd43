import Catalogue
import Gateway
import JSON
import MCP

/// The six tools of the Complete server, under the names and with the defaults that it promised.
enum CompleteTools {
    static let all: [ComposedTool] = [chat, generateImage, analyzeImage, editImage, chatWithImage, createVariations]

    /// What the Complete server assumes.
    static let defaults = CallDefaults(maxTokens: 1000, temperature: 0.7)

    private static let chat = ComposedTool(
        "chat", "Generate text with a chat model.", .computes,
        [
            ChatTools.messages, ChatTools.model, ChatTools.temperature, ChatTools.maxTokens,
            .string("system", "System prompt."),
        ], billable: true
    ) { work in
        var members = ChatTools.members(work, "model", "temperature", "max_tokens")
        members.set("messages", ChatTools.conversation(work, system: work["system"]?.string))
        return try await work.run("chat-completion-create", members, defaults: defaults)
    }

    private static let generateImage = ComposedTool(
        "generate_image", "Create images from a text prompt.", .computes,
        [
            .string("prompt", "What to draw.", .required),
            .string("size", "Width by height in pixels.", oneOf: ["1024x1024", "1024x1792", "1792x1024"], open: true),
            .string("quality", "Quality, which sets the price.", oneOf: ["standard", "hd"], open: true),
            .string("style", "Look of the picture.", oneOf: ["vivid", "natural"]),
            .integer("n", "How many images.", within: 1...10),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        try await work.run("image-generate", ChatTools.members(work, "prompt", "size", "quality", "style", "n"))
    }

    private static let analyzeImage = ComposedTool(
        "analyze_image", "Answer a question about an image.", .computes,
        [
            .file("image_url", "Image: path, URL or data URI.", .required),
            .string("prompt", "What to find out.", .required), ChatTools.maxTokens, ChatTools.detail,
        ], billable: true
    ) { work in
        var members = ChatTools.members(work, "max_tokens")
        members.set(
            "messages",
            try await ChatTools.question(
                work, prompt: work["prompt"]?.string ?? "", image: work["image_url"]?.string ?? ""))
        return try await work.run("chat-completion-create", members, defaults: defaults)
    }

    private static let editImage = ComposedTool(
        "edit_image", "Change an image as a text prompt says.", .computes,
        [
            .file("image_url", "Image: path, URL or data URI.", .required),
            .file("mask_url", "PNG whose transparent areas are redrawn: path, URL or data URI."),
            .string("prompt", "What to change.", .required), .string("size", "Width by height in pixels."),
            .integer("n", "How many images.", within: 1...10),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        var members = ChatTools.members(work, "prompt", "size", "n")
        if let image = work["image_url"] { members["image"] = image.raw }
        if let mask = work["mask_url"] { members["mask"] = mask.raw }
        return try await work.run("image-edit", members)
    }

    private static let chatWithImage = ComposedTool(
        "chat_with_image", "Continue a conversation about one or more images.", .computes,
        [
            ChatTools.messages,
            .files("image_urls", "Images: paths, URLs or data URIs.", .required, count: 1...50),
            ChatTools.model, ChatTools.maxTokens,
        ], billable: true
    ) { work in
        var members = ChatTools.members(work, "model", "max_tokens")
        var parts: [JSONValue] = []
        for image in work["image_urls"]?.elements.compactMap(\.string) ?? [] {
            parts.append(ImagePart(url: try await work.imageURL(image, named: "image_urls"), detail: nil).json)
        }
        let messages = work["messages"]?.elements.map { JSONValue($0) } ?? []
        members.set("messages", .array(LastUserMessage.adding(parts, to: messages)))
        return try await work.run("chat-completion-create", members, defaults: defaults)
    }

    private static let createVariations = ComposedTool(
        "create_variations", "Draw variations of an image.", .computes,
        [
            .file("image_url", "Image: path, URL or data URI.", .required),
            .integer("n", "How many images.", within: 1...10), .string("size", "Width by height in pixels."),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        var members = ChatTools.members(work, "n", "size")
        if let image = work["image_url"] { members["image"] = image.raw }
        return try await Variations.run(work, members)
    }
}

/// Where images of a conversation go: to what its user said last.
enum LastUserMessage {
    static func adding(_ parts: [JSONValue], to messages: [JSONValue]) -> [JSONValue] {
        guard let position = messages.lastIndex(where: { $0["role"] == "user" }) else {
            return messages + [["role": "user", "content": .array(parts)]]
        }
        var messages = messages
        messages[position] = adding(parts, to: messages[position])
        return messages
    }

    private static func adding(_ parts: [JSONValue], to message: JSONValue) -> JSONValue {
        guard case .object(let members) = message else { return message }
        return .object(
            members.map { member in
                guard member.key == "content" else { return member }
                switch member.value {
                case .string(let text):
                    return .init("content", .array([["type": "text", "text": .string(text)]] + parts))
                case .array(let known): return .init("content", .array(known + parts))
                default: return .init("content", .array(parts))
                }
            })
    }
}
