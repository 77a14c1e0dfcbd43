/// What is known of a model's parameters at one provider, and what follows for a request.
struct Drift: Sendable {
    /// How a parameter is sent that is not taken.
    enum Fix: Sendable, Equatable {
        case leaveOut
        case rename(String)
    }

    private var fixes: [String: [String: Fix]] = [:]

    /// What was learnt for a model.
    func fixes(for model: String) -> [String: Fix] { fixes[model] ?? [:] }

    /// Whether anything was learnt.
    var isEmpty: Bool { fixes.isEmpty }

    /// How a refused parameter is sent from now on; nil where the call cannot do without it.
    static func fix(_ name: String, isAboutValue: Bool, members: Members) -> Fix? {
        if let other = twins[name], !isAboutValue {
            // Left out, there would be no limit to what is bought.
            return members[other] == nil ? .rename(other) : .leaveOut
        }
        if isAboutValue, !sampling.contains(name) { return nil }
        return essential.contains(name) ? nil : .leaveOut
    }

    /// Remembers; names of models are the callers' to choose, so there must not be ever more of them.
    mutating func learn(_ fix: Fix, for name: String, model: String) {
        if fixes.count >= Self.mostModels, fixes[model] == nil { fixes.removeAll() }
        fixes[model, default: [:]][name] = fix
        // Two names that lead to each other would go round for ever.
        if case .rename(let other) = fix, case .rename? = fixes[model]?[other] { fixes[model]?[other] = nil }
    }

    private static let twins = ["max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"]

    /// Of these a value that is not taken may be left out: the answer is then merely less steered.
    private static let sampling: Set<String> = [
        "temperature", "top_p", "presence_penalty", "frequency_penalty", "reasoning_effort", "verbosity",
    ]

    /// Without these it would be another call, or a dearer one.
    private static let essential: Set<String> = [
        "model", "messages", "input", "prompt", "instructions", "tools", "tool_choice", "functions", "function_call",
        "response_format", "text", "stream", "n", "stop", "max_output_tokens", "modalities", "audio", "file", "image",
        "images", "mask", "voice", "size", "dimensions", "encoding_format", "previous_response_id", "conversation",
        "background", "truncation", "include", "prediction", "max_tool_calls",
    ]

    private static let mostModels = 512
}
