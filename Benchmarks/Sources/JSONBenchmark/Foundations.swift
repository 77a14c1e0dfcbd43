import Foundation

/// The same reply by Foundation's two ways.
enum Foundations {
    struct NotAnAnswer: Error {}

    /// `JSONSerialization`, which knows no types.
    static func replyBySerialization(to data: Data) throws -> Data {
        guard let answer = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let choices = answer["choices"] as? [[String: Any]], let usage = answer["usage"] as? [String: Any],
            let tokens = usage["total_tokens"] as? Int
        else { throw NotAnAnswer() }
        let content = choices.compactMap { choice -> [String: Any]? in
            guard let message = choice["message"] as? [String: Any], let text = message["content"] as? String else {
                return nil
            }
            return ["type": "text", "text": text]
        }
        let result: [String: Any] = ["content": content, "structuredContent": answer, "tokens": tokens]
        let reply: [String: Any] = ["jsonrpc": "2.0", "id": 7, "result": result]
        return try JSONSerialization.data(withJSONObject: reply)
    }

    /// `JSONDecoder` and `JSONEncoder` with a type for every part of the answer.
    static func replyByCoders(to data: Data) throws -> Data {
        let answer = try JSONDecoder().decode(Completion.self, from: data)
        let content = answer.choices.map { Reply.Content(type: "text", text: $0.message.content) }
        let result = Reply.Result(content: content, structuredContent: answer, tokens: answer.usage.totalTokens)
        return try JSONEncoder().encode(Reply(jsonrpc: "2.0", id: 7, result: result))
    }
}

struct Reply: Encodable {
    struct Content: Encodable {
        let type: String
        let text: String
    }

    struct Result: Encodable {
        let content: [Content]
        let structuredContent: Completion
        let tokens: Int
    }

    let jsonrpc: String
    let id: Int
    let result: Result
}

struct Completion: Codable {
    struct Choice: Codable {
        let index: Int
        let message: Message
        let logprobs: LogProbs
        let finishReason: String

        enum CodingKeys: String, CodingKey {
            case index, message, logprobs
            case finishReason = "finish_reason"
        }
    }

    struct Message: Codable {
        let role: String
        let content: String
        let refusal: String?
        let annotations: [String]
    }

    struct LogProbs: Codable {
        let content: [Token]
        let refusal: [Token]?
    }

    struct Token: Codable {
        let token: String
        let logprob: Double
        let bytes: [Int]
        let alternatives: [Token]

        enum CodingKeys: String, CodingKey {
            case token, logprob, bytes
            case alternatives = "top_logprobs"
        }
    }

    struct Usage: Codable {
        struct Details: Codable {
            let cachedTokens: Int
            let audioTokens: Int

            enum CodingKeys: String, CodingKey {
                case cachedTokens = "cached_tokens"
                case audioTokens = "audio_tokens"
            }
        }

        let promptTokens: Int
        let completionTokens: Int
        let totalTokens: Int
        let promptDetails: Details

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
            case totalTokens = "total_tokens"
            case promptDetails = "prompt_tokens_details"
        }
    }

    let id: String
    let object: String
    let created: Int
    let model: String
    let choices: [Choice]
    let usage: Usage
    let serviceTier: String
    let systemFingerprint: String

    enum CodingKeys: String, CodingKey {
        case id, object, created, model, choices, usage
        case serviceTier = "service_tier"
        case systemFingerprint = "system_fingerprint"
    }
}
