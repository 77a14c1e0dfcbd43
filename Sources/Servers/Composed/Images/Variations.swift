import Gateway
import JSON
import MCP

/// Variations of an image: by their own endpoint where a provider has it, else by an edit that asks for them.
enum Variations {
    private static let prompt =
        "Draw a variation of this image: keep its subject, style and composition, and vary the details."

    /// - Parameter members: `image`, and `n` and `size` if given.
    static func run(_ work: Work, _ members: Members) async throws -> ToolResult {
        // OpenAI's endpoint went with the only model that it had.
        guard work.environment.provider != .openai else { return try await edited(work, members) }
        do {
            return try await work.run("image-variation-create", members)
        } catch let error as APIError where isMissing(error) {
            return try await edited(work, members)
        }
    }

    private static func isMissing(_ error: APIError) -> Bool {
        [404, 405, 410, 501].contains(error.status) || [.modelNotFound, .modelRetired].contains(error.kind)
    }

    private static func edited(_ work: Work, _ members: Members) async throws -> ToolResult {
        var members = members
        members.set("prompt", .string(prompt))
        members["response_format"] = nil
        members["user"] = nil
        if members.string("model")?.hasPrefix("dall-e") == true { members["model"] = nil }
        return try await work.run("image-edit", members)
    }
}
