import JSON

/// One string of an event that continues a text.
struct StreamPiece {
    /// Names the text within the stream: what belongs together over many events.
    let key: String
    /// What ends together: an item of a response, a choice of a completion.
    let scope: String
    let view: JSONView
    /// Where it stands in the event.
    let pointer: JSONPointer
    /// Whether the text is JSON itself, as the arguments of a function are.
    var isJSON: Bool { Self.jsonNames.contains(pointer.tokens.last ?? "") || key.contains("arguments") }
    /// Whether it is a piece of a chat completion's choice.
    var isChoice: Bool { pointer.tokens.first == "choices" }

    private static let jsonNames: Set<String> = ["arguments", "partial_json"]

    /// Members of a delta that continue a text; others, such as `role` and `id`, come whole.
    private static let names: Set<String> = [
        "content", "refusal", "text", "value", "arguments", "partial_json", "thinking", "reasoning",
        "reasoning_content",
        "transcript", "input", "output",
    ]

    /// All pieces of an event: of chat completions, responses, assistants, and of Anthropic's messages.
    static func all(in event: JSONView) -> [StreamPiece] {
        var pieces: [StreamPiece] = []
        if let choices = event["choices"], choices.kind == .array {
            for (position, choice) in choices.elements.enumerated() {
                let scope = "choice-\(choice["index"]?.int ?? position)"
                let place = ["choices", "\(position)"]
                if let delta = choice["delta"] { collect(delta, place + ["delta"], scope, scope, &pieces) }
                if let text = choice["text"], text.kind == .string {
                    pieces.append(
                        StreamPiece(
                            key: scope, scope: scope, view: text, pointer: JSONPointer(tokens: place + ["text"])))
                }
            }
            return pieces
        }
        guard let delta = event["delta"] else { return [] }
        let type = event["type"]?.string ?? event["object"]?.string ?? ""
        guard type.hasSuffix("delta"), !type.hasSuffix("audio.delta") else { return [] }
        let scope = scope(of: event)
        let part = event["content_index"]?.int ?? event["summary_index"]?.int ?? 0
        let key = "\(scope) \(type) \(part)"
        if delta.kind == .string {
            pieces.append(StreamPiece(key: key, scope: scope, view: delta, pointer: JSONPointer(tokens: ["delta"])))
        } else {
            collect(delta, ["delta"], key, scope, &pieces)
        }
        return pieces
    }

    /// What an event is about: an item, a block or a message.
    static func scope(of event: JSONView) -> String {
        event["item_id"]?.string ?? event["item"]?["id"]?.string ?? event["index"]?.int.map { "block-\($0)" }
            ?? event["id"]?.string ?? ""
    }

    private static func collect(
        _ view: JSONView, _ place: [String], _ key: String, _ scope: String, _ pieces: inout [StreamPiece]
    ) {
        switch view.kind {
        case .object:
            for (name, value) in view.members {
                if value.kind == .string {
                    guard names.contains(name) else { continue }
                    pieces.append(
                        StreamPiece(
                            key: "\(key) \(name)", scope: scope, view: value,
                            pointer: JSONPointer(tokens: place + [name])))
                } else {
                    collect(value, place + [name], "\(key) \(name)", scope, &pieces)
                }
            }
        case .array:
            for (position, element) in view.elements.enumerated() {
                let index = element["index"]?.int ?? position
                collect(element, place + ["\(position)"], "\(key) \(index)", scope, &pieces)
            }
        default: break
        }
    }
}

/// Which texts an event ends.
enum EndedTexts {
    /// Those of these scopes.
    case scopes(Set<String>)
    case all
    case none

    private static let endings = [".done", ".completed", ".incomplete", ".failed", ".cancelled", "_stop"]

    init(_ event: JSONView, name: String) {
        if let choices = event["choices"], choices.kind == .array {
            let ended = choices.elements.enumerated().filter { $1["finish_reason"].map { !$0.isNull } ?? false }
            self = ended.isEmpty ? .none : .scopes(Set(ended.map { "choice-\($1["index"]?.int ?? $0)" }))
            return
        }
        let type = event["type"]?.string ?? name
        guard Self.endings.contains(where: type.hasSuffix) else {
            self = .none
            return
        }
        let scope = StreamPiece.scope(of: event)
        self = scope.isEmpty ? .all : .scopes([scope])
    }

    func includes(_ scope: String) -> Bool {
        switch self {
        case .scopes(let scopes): scopes.contains(scope)
        case .all: true
        case .none: false
        }
    }
}
