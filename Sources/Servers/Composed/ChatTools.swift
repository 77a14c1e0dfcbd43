import Catalogue
import Gateway
import JSON

/// Chat in the words of the two servers that came before this family: what they call a message, a limit, an image.
enum ChatTools {
    static let messages = Field.array(
        "messages", "The conversation so far.", .required, of: .seedMessage, atLeast: 1)

    static let temperature = Field.number("temperature", "Randomness of the answer.", within: 0...2)

    static let maxTokens = Field.integer("max_tokens", "Most tokens of the answer.", atLeast: 1)

    static let model = Field.model("Id of the model; the server has a default.")

    static let detail = Field.string("detail", "How closely to look.", oneOf: ["low", "high", "auto"])

    /// Messages with a system prompt before them, if there is one.
    static func conversation(_ work: Work, system: String?) -> JSONValue {
        var messages: [JSONValue] = []
        if let system { messages.append(["role": "system", "content": .string(system)]) }
        messages += work["messages"]?.elements.map { JSONValue($0) } ?? []
        return .array(messages)
    }

    /// Members that a call takes over as they came.
    static func members(_ work: Work, _ names: String...) -> Members {
        var members = Members()
        for name in names { if let value = work[name] { members[name] = value.raw } }
        return members
    }

    /// One question about one image.
    static func question(_ work: Work, prompt: String, image: String) async throws -> JSONValue {
        let url = try await work.imageURL(image, named: "image_url")
        let part = ImagePart(url: url, detail: work["detail"]?.string)
        let content: JSONValue = [["type": "text", "text": .string(prompt)], part.json]
        return [["role": "user", "content": content]]
    }
}

extension Shape {
    /// A message as plainly as both seeds have it; members that are not shown pass through.
    fileprivate static let seedMessage = Shape.object([
        .string(
            "role", "Who speaks.", .required, oneOf: ["system", "developer", "user", "assistant", "tool", "function"]),
        .union("content", "Text, or parts.", .nullable, [.text, .array(.map(.json))]),
    ])
}
