import JSON

/// Puts what earlier image models were asked for into today's words: `hd`, `vivid`, 1792x1024.
///
/// Calls reach today's models with such options because a retired model was replaced, or out of an old prompt. What
/// has no counterpart is said in the prompt or left out, and every change is told.
public struct TranslateImageOptions: Stage {
    /// Whether a model takes today's options only.
    public typealias IsCurrent = @Sendable (_ model: String) -> Bool

    private let isCurrent: IsCurrent

    /// Creates the stage.
    public init(isCurrent: @escaping IsCurrent) { self.isCurrent = isCurrent }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard call.endpoint.treatment == .saveImages, let model = call.model, isCurrent(model) else {
            return try await next(call)
        }
        var call = call
        var options = ImageOptions(call.body)
        options.translate(for: model)
        guard !options.remarks.isEmpty else { return try await next(call) }
        call.body = options.body
        var answer = try await next(call)
        answer.notes.remarks += options.remarks
        return answer
    }
}

/// The options of an image call, whichever way its body travels.
struct ImageOptions {
    private(set) var body: CallBody
    private(set) var remarks: [String] = []

    init(_ body: CallBody) { self.body = body }

    mutating func translate(for model: String) {
        for (name, words) in Self.table {
            if let old = self[name], let new = words[old] {
                self[name] = new
                remarks.append("\(name) '\(old)' was sent as '\(new)', which is its counterpart for model '\(model)'.")
            }
        }
        if let style = self["style"] {
            self["style"] = nil
            if let words = Self.styles[style], let prompt = self["prompt"] {
                self["prompt"] = "\(prompt)\n\n\(words)"
                remarks.append("style '\(style)' was put into the prompt: model '\(model)' has no such option.")
            } else {
                remarks.append("style was left out: model '\(model)' has no such option.")
            }
        }
        if self["response_format"] != nil {
            self["response_format"] = nil
            remarks.append("response_format was left out: model '\(model)' always answers with the image itself.")
        }
    }

    private static let table: [(name: String, words: [String: String])] = [
        ("quality", ["hd": "high", "standard": "medium"]),
        (
            "size",
            [
                "1792x1024": "1536x1024", "1024x1792": "1024x1536", "256x256": "1024x1024", "512x512": "1024x1024",
            ]
        ),
    ]

    private static let styles = [
        "vivid": "Style: vivid and dramatic, with strong colours and contrast.",
        "natural": "Style: natural and restrained, like a real scene.",
    ]

    /// The value of a text option; nil removes it.
    private subscript(name: String) -> String? {
        get {
            switch body {
            case .none: nil
            case .json(let members): members.string(name)
            case .multipart(let parts):
                parts.first { $0.name == name && $0.filename == nil }.flatMap { $0.text }
            }
        }
        set {
            switch body {
            case .none: break
            case .json(var members):
                members[name] = newValue.map { JSONValue.string($0).encoded[...] }
                body = .json(members)
            case .multipart(var parts):
                parts.removeAll { $0.name == name && $0.filename == nil }
                if let newValue { parts.append(Part(name, content: Array(newValue.utf8))) }
                body = .multipart(parts)
            }
        }
    }
}
