import Gateway
import JSON

/// Anthropic's errors in OpenAI's envelope, with OpenAI's codes where there is one.
enum MessagesErrors {
    static func translated(_ answer: Answer) -> Answer {
        guard case .bytes(let bytes) = answer.body, let root = (try? JSONDocument(bytes))?.root,
            let error = root["error"], error.kind == .object
        else { return answer }
        var answer = answer
        answer.body = .bytes(envelope(error))
        answer.headers["content-length"] = nil
        return answer
    }

    /// `{"error": {...}}` from Anthropic's error object.
    static func envelope(_ error: JSONView) -> [UInt8] {
        let type = error["type"]?.string ?? "api_error"
        let message = error["message"]?.string ?? "Anthropic gave no reason"
        var writer = JSONWriter()
        writer.object {
            $0.key("error")
            $0.object {
                $0.member("message", message)
                $0.member("type", type)
                $0.member("param", .null)
                $0.member("code", code(type, message).map { .string($0) } ?? .null)
            }
        }
        return writer.bytes
    }

    private static func code(_ type: String, _ message: String) -> String? {
        switch type {
        case "not_found_error" where message.hasPrefix("model"): return "model_not_found"
        case "invalid_request_error" where message.hasPrefix("prompt is too long"): return "context_length_exceeded"
        case "invalid_request_error" where message.contains("credit balance is too low"): return "insufficient_quota"
        case "billing_error": return "insufficient_quota"
        case "timeout_error": return "request_timeout"
        default: return nil
        }
    }
}
