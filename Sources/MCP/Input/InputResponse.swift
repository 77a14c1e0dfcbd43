import JSON

/// What a client answered to an ``InputRequest``.
public struct InputResponse: Sendable, Hashable {
    /// What a user did with a form.
    public enum Action: String, Sendable {
        case accept
        case decline
        case cancel
    }

    /// The result as JSON text.
    public let raw: [UInt8]

    /// Creates a response from a result as JSON text.
    public init(raw: [UInt8]) { self.raw = raw }

    private init(_ result: JSONValue) { raw = result.encoded }

    /// The user has filled in the form.
    ///
    /// - Parameter content: an object.
    public static func accept(_ content: JSONValue) -> InputResponse {
        InputResponse(["action": "accept", "content": content])
    }

    /// The user said no.
    public static let decline = InputResponse(["action": "decline"])

    /// The user did not decide.
    public static let cancel = InputResponse(["action": "cancel"])

    /// What a model wrote.
    public static func text(_ text: String, model: String) -> InputResponse {
        InputResponse([
            "role": "assistant", "content": ["type": "text", "text": .string(text)], "model": .string(model),
        ])
    }

    /// URIs of folders.
    public static func roots(_ uris: [String]) -> InputResponse {
        InputResponse(["roots": .array(uris.map { ["uri": .string($0)] })])
    }

    /// The whole result.
    public var view: JSONView? { try? JSONDocument(raw).root }

    /// What the user did; nil where no form was asked for.
    public var action: Action? { view?["action"]?.string.flatMap(Action.init) }

    /// What the user filled in, an object; nil where the form was not accepted.
    public var content: JSONView? { action == .accept ? view?["content"] : nil }

    /// The text that the client's model wrote.
    public var text: String? {
        guard let content = view?["content"] else { return nil }
        // From 2025-11-25 on, several blocks may come in a list.
        return (content.kind == .array ? content.elements.first { _ in true } : content)?["text"]?.string
    }

    /// URIs of the folders that the client works in.
    public var roots: [String] { view?["roots"]?.elements.compactMap { $0["uri"]?.string } ?? [] }
}
