import Catalogue
import MCP

/// One tool that a server of the family may offer.
enum Offer: Sendable {
    case endpoint(Endpoint)
    case composed(ComposedTool)

    var name: String {
        switch self {
        case .endpoint(let endpoint): endpoint.name
        case .composed(let tool): tool.name
        }
    }

    var aliases: [String] {
        switch self {
        case .endpoint(let endpoint): endpoint.aliases
        case .composed(let tool): tool.aliases
        }
    }

    var isReadOnly: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.isReadOnly
        case .composed(let tool): tool.isReadOnly
        }
    }

    var isDestructive: Bool { effect.isDestructive }

    var isIdempotent: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.isIdempotent
        case .composed(let tool): tool.isIdempotent
        }
    }

    /// Whether the tool only calls another one, which has hints and rules of its own.
    var passesOn: Bool {
        if case .composed(let tool) = self { tool.passesOn != nil } else { false }
    }

    /// Whether what it begins may go on after the call.
    var waits: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.waiting != nil
        case .composed(let tool): tool.waits
        }
    }

    var isBillable: Bool {
        switch self {
        case .endpoint(let endpoint): endpoint.isBillable
        case .composed(let tool): tool.isBillable
        }
    }

    func tool(_ senders: Senders) -> Tool {
        switch self {
        case .endpoint(let endpoint): EndpointTool.tool(of: endpoint, senders)
        case .composed(let tool): tool.tool(senders)
        }
    }
}

// MARK: What is said of it

extension Offer {
    var summary: String {
        switch self {
        case .endpoint(let endpoint): endpoint.summary
        case .composed(let tool): tool.summary
        }
    }

    var effect: Effect {
        switch self {
        case .endpoint(let endpoint): endpoint.effect
        case .composed(let tool): tool.effect
        }
    }

    var signature: Signature {
        switch self {
        case .endpoint(let endpoint): endpoint.signature
        case .composed(let tool): tool.signature
        }
    }

    var fields: [Field] {
        switch self {
        case .endpoint(let endpoint): endpoint.fields
        case .composed(let tool): tool.fields
        }
    }

    /// Arguments that HTTP headers repeat: only those that a client is shown.
    var mirrored: [MirroredParameter] {
        signature.fields.filter(\.isListed).compactMap { field in
            field.header.map { MirroredParameter(header: $0, path: [field.name]) }
        }
    }

    /// What a person reads: the name in words, since a model has the description.
    var title: String {
        var words: [String] = []
        for piece in name.split(whereSeparator: { "-_".contains($0) }) {
            // The proxy's names are written with capitals instead.
            var word = ""
            for letter in piece {
                if letter.isUppercase, !word.isEmpty {
                    words.append(word)
                    word = ""
                }
                word += letter.lowercased()
            }
            words.append(word)
        }
        let text = words.map { $0 == "api" ? "API" : $0 }.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// Names of the arguments that must be given.
    var asked: [String] { fields.filter(\.isAsked).map(\.name) }

    var lifecycle: Lifecycle {
        switch self {
        case .endpoint(let endpoint): endpoint.lifecycle
        case .composed(let tool): tool.lifecycle
        }
    }

    /// Method and path of an endpoint; nil for a tool that is composed of several.
    var call: String? {
        switch self {
        case .endpoint(let endpoint): "\(endpoint.method.rawValue) \(endpoint.path)"
        case .composed: nil
        }
    }

    /// The summary and, where OpenAI ends it, when and what to use instead.
    func description(on today: @autoclosure () -> String) -> String {
        guard case .deprecated(let shutdown, let successor) = lifecycle else { return summary }
        let isOver = lifecycle.isOver(on: today())
        let end = shutdown.map { isOver ? " (ended \($0))" : " (ends \($0))" } ?? ""
        return "\(summary) Deprecated by OpenAI\(end); use \(successor) instead."
    }
}
