import JSON

/// What a message has used, counted as OpenAI counts: input with what was cached, output with what was thought.
struct MessagesUsage {
    private var input = 0
    private var cacheRead = 0
    private var cacheCreation = 0
    private var output = 0
    private var thinking: Int?

    /// Takes a `usage` object; its figures are totals so far.
    mutating func take(_ usage: JSONView?) {
        guard let usage else { return }
        input = usage["input_tokens"]?.int ?? input
        cacheRead = usage["cache_read_input_tokens"]?.int ?? cacheRead
        cacheCreation = usage["cache_creation_input_tokens"]?.int ?? cacheCreation
        output = usage["output_tokens"]?.int ?? output
        thinking = usage["output_tokens_details"]?["thinking_tokens"]?.int ?? thinking
    }

    /// Writes OpenAI's `usage` object.
    func write(to writer: inout JSONWriter) {
        // Anthropic counts what is read from or put into its cache apart.
        let prompt = input + cacheRead + cacheCreation
        writer.object {
            $0.member("prompt_tokens", prompt)
            $0.member("completion_tokens", output)
            $0.member("total_tokens", prompt + output)
            $0.key("prompt_tokens_details")
            $0.object { $0.member("cached_tokens", cacheRead) }
            if let thinking {
                $0.key("completion_tokens_details")
                $0.object { $0.member("reasoning_tokens", thinking) }
            }
        }
    }
}

/// Why a message ended, in OpenAI's words.
enum FinishReason {
    static func of(_ stopReason: String?) -> String? {
        switch stopReason {
        case nil: nil
        case "max_tokens", "model_context_window_exceeded": "length"
        case "tool_use": "tool_calls"
        case "refusal": "content_filter"
        default: "stop"
        }
    }
}
