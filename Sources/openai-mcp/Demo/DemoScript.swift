import JSON
import MCP
import Servers

/// The steps of the demo.
struct DemoScript: Sendable {
    let document: DemoDocument
    let question: String

    /// A tool answered with an error.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Gets to know a server one way, lists its tools, makes a small call.
    func meet(_ client: Client, _ era: Client.Era) async throws {
        let server = try await client.connect(era)
        let tools = try await client.listTools()
        let bytes = tools.reduce(0) { $0 + $1.raw.count }
        Screen.line(
            "\(server.revision.rawValue)  \(server.name) \(server.version): \(tools.count) tools, about \(bytes / 4) tokens"
        )
        let models = try await call(client, "model-list", [:])
        Screen.line("            model-list: \(models["structuredContent"]?["data"]?.count ?? 0) models")
    }

    /// Answers, streams, embeds, moderates, draws.
    func work(with client: Client) async throws {
        try await answer(client)
        try await rank(client)
        try await moderate(client)
        try await draw(client)
    }

    private func answer(_ client: Client) async throws {
        Screen.line("chat-completion-create, streamed: \"\(question)\" about \(document.path)")
        let messages: JSONValue = [
            ["role": "system", "content": .string("Answer from this document.\n\n\(document.text)")],
            ["role": "user", "content": .string(question)],
        ]
        Screen.piece("    ")
        let result = try await call(client, "chat-completion-create", ["messages": messages]) { _, _, piece in
            Screen.piece(piece ?? "")
        }
        Screen.piece("\n")
        if let usage = result["structuredContent"]?["usage"] {
            Screen.line("  \(usage["prompt_tokens"]?.int ?? 0) tokens in, \(usage["completion_tokens"]?.int ?? 0) out")
        }
    }

    private func rank(_ client: Client) async throws {
        let paragraphs = Array(document.paragraphs.prefix(60))
        let query = "How are keys kept secret?"
        Screen.line("embedding-create: \(paragraphs.count) paragraphs ranked by \"\(query)\"")
        let result = try await call(
            client, "embedding-create",
            ["input": .array(([query] + paragraphs).map { .string($0) }), "encoding_format": "float"])
        let vectors =
            result["structuredContent"]?["data"]?.elements.map { item in
                item["embedding"]?.elements.map { $0.double ?? 0 } ?? []
            } ?? []
        guard vectors.count == paragraphs.count + 1 else {
            throw Failed(description: "\(vectors.count) vectors came back")
        }
        let scores = zip(paragraphs, vectors.dropFirst()).map { ($0, Self.dot(vectors[0], $1)) }.sorted { $0.1 > $1.1 }
        for (text, score) in scores.prefix(2) { Screen.line("  \(Int(score * 1000))‰  \(text.prefix(90))…") }
    }

    private func moderate(_ client: Client) async throws {
        for text in ["The weather is lovely.", "I will kill you."] {
            let result = try await call(client, "moderation-check", ["input": .string(text)])
            let verdict = result["structuredContent"]?["results"]?[0]
            let categories = verdict?["categories"]?.members.filter { $0.value.bool == true }.map(\.key) ?? []
            let outcome = verdict?["flagged"]?.bool == true ? categories.joined(separator: ", ") : "nothing"
            Screen.line("moderation-check: \"\(text)\" → \(outcome)")
        }
    }

    private func draw(_ client: Client) async throws {
        let result = try await call(
            client, "image-generate", ["prompt": "A lighthouse at dusk", "size": "1024x1024"])
        Screen.line("image-generate: \(result["content"]?[0]?["text"]?.string ?? "")")
    }

    private func call(
        _ client: Client, _ tool: String, _ arguments: JSONValue,
        onProgress: (@Sendable (Double, Double?, String?) -> Void)? = nil
    ) async throws -> JSONView {
        let result = try await client.call(tool, arguments: arguments.encoded, onProgress: onProgress)
        if result["isError"]?.bool == true { throw Failed(description: ResultText(result).description) }
        return result
    }

    /// The vectors have length one, so this is the cosine.
    private static func dot(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
