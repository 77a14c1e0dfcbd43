import Catalogue
import Gateway
import JSON
import MCP

/// The five tools of the OpenAI server, under the names, with the defaults and in the shapes that it promised.
enum OpenAITools {
    static let all: [ComposedTool] = [
        chatCompletion, generateImage, analyzeImage, createEmbedding, ChatServerTools.openAIFunctionCall,
    ]

    /// What the OpenAI server assumes.
    static let defaults = CallDefaults(maxTokens: 2048, temperature: 0.7)

    static let functions = Field.array(
        "functions", "Functions that the model may ask for.",
        of: .object([
            .string("name", "Name of the function.", .required), .string("description", "When to use it."),
            .map("parameters", "JSON Schema of its arguments.", of: .json),
        ]))

    private static let chatCompletion = ComposedTool(
        "chat-completion", "Generate text with a chat model.", .computes,
        [
            ChatTools.messages, ChatTools.model, ChatTools.maxTokens, ChatTools.temperature,
            .boolean("stream", "Report the text as progress while it is written."), functions,
        ], billable: true
    ) { work in
        var members = ChatTools.members(work, "messages", "model", "max_tokens", "temperature", "stream")
        if let functions = work["functions"], functions.count > 0 {
            members.set("tools", FunctionVocabulary.tools(functions: functions))
        }
        return try await work.run("chat-completion-create", members, defaults: defaults)
    }

    private static let generateImage = ComposedTool(
        "generate-image", "Create images from a text prompt.", .computes,
        [
            .string("prompt", "What to draw.", .required),
            .model("Id of the image model; the server has a default."),
            .string(
                "size", "Width by height in pixels.", oneOf: ["1024x1024", "1536x1024", "1024x1536", "auto"],
                open: true),
            .string(
                "quality", "Quality, which sets the price.", oneOf: ["low", "medium", "high", "standard", "hd"],
                open: true),
            .string("style", "Look of the picture.", oneOf: ["vivid", "natural"]),
            .integer("n", "How many images.", within: 1...10),
        ], billable: true, readOnly: false, idempotent: false
    ) { work in
        let members = ChatTools.members(work, "prompt", "model", "size", "quality", "style", "n")
        let answer = try await work.send("image-generate", members)
        return try await Blocking.run {
            try GeneratedImages(output: work.output, asked: work.arguments).result(answer)
        }
    }

    private static let analyzeImage = ComposedTool(
        "analyze-image", "Answer a question about an image.", .computes,
        [
            .file("image_url", "Image: path, URL, data URI or Base64.", .required),
            .string("prompt", "What to find out.", .required), ChatTools.model, ChatTools.maxTokens, ChatTools.detail,
        ], billable: true
    ) { work in
        var members = ChatTools.members(work, "model", "max_tokens")
        members.set(
            "messages",
            try await ChatTools.question(
                work, prompt: work["prompt"]?.string ?? "", image: work["image_url"]?.string ?? ""))
        return try await work.run("chat-completion-create", members, defaults: defaults)
    }

    private static let createEmbedding = ComposedTool(
        "create-embedding", "Turn one or more texts into vectors.", .computes,
        [
            .union("input", "One text, or several.", .required, [.text, .array(.text, Bounds(1...2048))]),
            .model("Id of the embedding model; the server has a default."),
            .string("encoding_format", "Form of the numbers.", oneOf: ["float", "base64"]),
        ], billable: true
    ) { work in
        let answer = try await work.send(
            "embedding-create", ChatTools.members(work, "input", "model", "encoding_format"))
        return try Embeddings.result(answer)
    }
}

/// An answer of the embeddings endpoint as `embeddings`, each with its numbers and its place.
private enum Embeddings {
    static func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, vectors) = try answer.list("data")
        var writer = JSONWriter(reserving: body.raw.count)
        writer.object { result in
            result.key("embeddings")
            result.array { list in
                for (position, vector) in vectors.elements.enumerated() {
                    list.object { item in
                        if let numbers = vector["embedding"] { item.member("embedding", raw: numbers.compact) }
                        item.member("index", vector["index"]?.int ?? position)
                    }
                }
            }
            if let model = body["model"], !model.isNull { result.member("model", raw: model.raw) }
            if let usage = body["usage"], !usage.isNull { result.member("usage", raw: usage.compact) }
        }
        return answer.result([.text(String(decoding: writer.bytes, as: UTF8.self))], structured: writer.bytes)
    }
}
