import Gateway
import JSON

/// The messages of a chat completion as Anthropic's turns: instructions apart, and the results of tools in the user's
/// turn.
struct MessagesConversation {
    private struct Turn {
        let role: String
        var blocks: [[UInt8]]
    }

    /// Texts of the instructions, as they are escaped.
    private(set) var system: [[UInt8]] = []
    private(set) var remarks: [String] = []
    private var turns: [Turn] = []

    /// Takes the `messages` of the request.
    mutating func read(_ messages: JSONView?) throws {
        guard let messages, messages.kind == .array else {
            throw MessagesRequest.refusal("'messages' is no list of messages", "messages")
        }
        for message in messages.elements { try read(message: message) }
    }

    /// Adds an instruction of our own.
    mutating func instruct(_ text: String) { system.append(JSONValue.string(text).encoded) }

    private mutating func read(message: JSONView) throws {
        if message["name"] != nil, !remarks.contains(Self.namesLeftOut) { remarks.append(Self.namesLeftOut) }
        switch message["role"]?.string {
        case "system", "developer": try instructions(message)
        case "user": add("user", try MessagesContent.blocks(of: message["content"]))
        case "assistant": add("assistant", try MessagesContent.assistantBlocks(of: message))
        case "tool": add("user", [try MessagesContent.result(of: message)])
        case let role: throw MessagesRequest.refusal("Anthropic has no role '\(role ?? "")'", "messages")
        }
    }

    private static let namesLeftOut = "The names of participants were left out: Anthropic has none."

    /// Anthropic joins turns of one role anyway; the results of tools must stand in one.
    private mutating func add(_ role: String, _ blocks: [[UInt8]]) {
        guard !blocks.isEmpty else { return }
        if turns.last?.role == role {
            turns[turns.count - 1].blocks += blocks
        } else {
            turns.append(Turn(role: role, blocks: blocks))
        }
    }

    private mutating func instructions(_ message: JSONView) throws {
        guard let content = message["content"] else { return }
        switch content.kind {
        case .string: if content.raw.count > 2 { system.append(Array(content.raw)) }
        case .array:
            for part in content.elements {
                guard part["type"]?.string == "text", let text = part["text"] else {
                    throw MessagesRequest.refusal("instructions for Anthropic are text only", "messages")
                }
                if text.raw.count > 2 { system.append(Array(text.raw)) }
            }
        default: throw MessagesRequest.refusal("the content of a message is no text", "messages")
        }
    }

    /// The instructions as blocks of text.
    var systemJSON: [UInt8] {
        var writer = JSONWriter()
        writer.array {
            for text in system {
                $0.object {
                    $0.member("type", "text")
                    $0.member("text", raw: text)
                }
            }
        }
        return writer.bytes
    }

    /// The turns; throws where there is none.
    func messagesJSON() throws -> [UInt8] {
        guard !turns.isEmpty else {
            throw APIError(
                .invalidRequest, "Anthropic answers a user's message and there is none, add one", param: "messages")
        }
        var writer = JSONWriter(reserving: turns.reduce(0) { $0 + $1.blocks.reduce(64) { $0 + $1.count } })
        writer.array {
            for turn in turns {
                $0.object {
                    $0.member("role", turn.role)
                    $0.key("content")
                    $0.array { for block in turn.blocks { $0.raw(block) } }
                }
            }
        }
        return writer.bytes
    }
}
