import JSON
import MCP

/// A conversation as a text file: what a client sends and what the server must answer.
///
/// `> json` is sent, `< json` must come next, `# text` begins a conversation of that name, and other lines are
/// comments. In an expected message, members that are not named may be there or not, and `"*"` stands for any value.
public struct Transcript: Sendable, CustomStringConvertible {
    /// One line of the conversation.
    public enum Step: Sendable {
        case send(String)
        case expect(String)
    }

    public let name: String
    public let steps: [Step]
    public var description: String { name }

    /// The conversations of a file.
    public static func all(in text: String) -> [Transcript] {
        var conversations: [(name: String, steps: [Step])] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") {
                conversations.append((String(line.dropFirst(2)), []))
            } else if line.hasPrefix("> "), !conversations.isEmpty {
                conversations[conversations.count - 1].steps.append(.send(String(line.dropFirst(2))))
            } else if line.hasPrefix("< "), !conversations.isEmpty {
                conversations[conversations.count - 1].steps.append(.expect(String(line.dropFirst(2))))
            }
        }
        return conversations.map { Transcript(name: $0.name, steps: $0.steps) }
    }

    /// Plays the conversation and returns what did not go as written.
    public func play(over wire: any TranscriptWire) async throws -> [String] {
        var faults: [String] = []
        var asked: [JSONValue: (method: String, revision: Revision)] = [:]
        var agreed = Revision.assumed
        for step in steps {
            switch step {
            case .send(let line):
                if let message = try? JSONDocument(line).root {
                    for request in message.kind == .array ? message.elements.map({ $0 }) : [message] {
                        guard let id = request["id"], let method = request["method"]?.string else { continue }
                        let declared = request["params"]?["_meta"]?[MetaKey.protocolVersion]?.string
                        if method == "initialize", let version = request["params"]?["protocolVersion"]?.string {
                            agreed = .negotiated(asking: version)
                        }
                        asked[JSONValue(id)] = (
                            method, declared == nil && method != "server/discover" ? agreed : .v2026_07_28
                        )
                    }
                }
                try await wire.send(Array(line.utf8))
            case .expect(let line):
                let bytes = try await wire.receive()
                let message = try JSONDocument(bytes).root
                let text = String(decoding: bytes, as: UTF8.self)
                if !Self.matches(message, try JSONDocument(line).root) {
                    faults.append("expected \(line)\n     came \(text)")
                }
                let request = message["id"].flatMap { asked[JSONValue($0)] }
                if SharedFacts.arePresent {
                    let revision = request?.revision ?? (message["params"]?["_meta"] == nil ? agreed : .v2026_07_28)
                    faults += try MessageCheck(revision).faults(in: message, answering: request?.method)
                        .map { "schema \(revision.rawValue): \($0) in \(text)" }
                }
            }
        }
        return faults
    }

    /// Whether a message has all that is expected.
    static func matches(_ message: JSONView, _ expected: JSONView) -> Bool {
        if expected.string == "*" { return true }
        guard message.kind == expected.kind else { return false }
        switch expected.kind {
        case .object:
            return expected.members.allSatisfy { key, value in message[key].map { matches($0, value) } ?? false }
        case .array:
            return message.count == expected.count
                && zip(message.elements, expected.elements).allSatisfy { matches($0, $1) }
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
