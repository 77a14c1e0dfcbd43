import JSON
import MCP

/// A conversation as a text file: what a client sends and what the server must answer.
///
/// | line | meaning |
/// |---|---|
/// | `# text` | begins a conversation of that name |
/// | `> json` | is sent |
/// | `< json` | must come next |
/// | `<* json` | must come among the next ones; such lines that follow each other may come in any order |
/// | `? json` | is sent again and again until what comes is what the `<` line behind it says |
/// | `= name text` | makes `${name}` stand for a text from here on; before the first conversation, in all of them |
///
/// Other lines are comments. In an expected message, members that are not named may be there or not, `"*"` stands for any
/// value, `"-"` for none, and `"$name"` for any value that `${name}` stands for from then on: a string without its quotes,
/// so that it is written within a string, anything else as JSON.
public struct Transcript: Sendable, CustomStringConvertible {
    /// One step of the conversation.
    public enum Step: Sendable {
        case define(name: String, text: String)
        case send(String)
        /// Messages that must come, in any order.
        case expect([String])
        case poll(String, until: String)
    }

    public let name: String
    public let steps: [Step]
    public var description: String { name }

    /// The conversations of a file.
    public static func all(in text: String) -> [Transcript] {
        var conversations: [(name: String, steps: [Step])] = []
        var common: [Step] = []
        var polled: String?
        var isOpen = false
        func add(_ step: Step) {
            guard !conversations.isEmpty else { return common.append(step) }
            conversations[conversations.count - 1].steps.append(step)
        }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let rest = parts[1]
            switch parts[0] {
            case "#": conversations.append((rest, common))
            case ">": add(.send(rest))
            case "?": polled = rest
            case "<":
                if let line = polled { add(.poll(line, until: rest)) } else { add(.expect([rest])) }
                polled = nil
            case "<*":
                if isOpen, case .expect(let others)? = conversations.last?.steps.last {
                    conversations[conversations.count - 1].steps.removeLast()
                    add(.expect(others + [rest]))
                } else {
                    add(.expect([rest]))
                }
            case "=":
                let pair = rest.split(separator: " ", maxSplits: 1).map(String.init)
                if pair.count == 2 { add(.define(name: pair[0], text: pair[1])) }
            default: continue
            }
            isOpen = parts[0] == "<*"
        }
        return conversations.map { Transcript(name: $0.name, steps: $0.steps) }
    }

    /// Plays the conversation and returns what did not go as written.
    public func play(over wire: any TranscriptWire) async throws -> [String] {
        var player = TranscriptPlayer(wire)
        return try await player.play(steps)
    }

    /// Whether a message has all that is expected; what it has in the places of names is added to `found`.
    static func matches(_ message: JSONView, _ expected: JSONView, _ found: inout [String: String]) -> Bool {
        if let text = expected.string {
            if text == "*" { return true }
            if text.hasPrefix("$") {
                let raw = String(decoding: message.raw, as: UTF8.self)
                found[String(text.dropFirst())] = message.kind == .string ? String(raw.dropFirst().dropLast()) : raw
                return true
            }
        }
        guard message.kind == expected.kind else { return false }
        switch expected.kind {
        case .object:
            for (key, value) in expected.members {
                if value.string == "-", message[key] == nil { continue }
                guard value.string != "-", let member = message[key], matches(member, value, &found) else {
                    return false
                }
            }
            return true
        case .array:
            guard message.count == expected.count else { return false }
            for (element, value) in zip(message.elements, expected.elements) {
                guard matches(element, value, &found) else { return false }
            }
            return true
        default:
            return JSONValue(message) == JSONValue(expected)
        }
    }
}

/// A way to a server that a transcript is played over.
public protocol TranscriptWire: Sendable {
    /// Sends one message.
    func send(_ message: [UInt8]) async throws
    /// The next message of the server's; throws if none comes within some seconds.
    func receive() async throws -> [UInt8]
    /// Ends the connection.
    func close() async
}
