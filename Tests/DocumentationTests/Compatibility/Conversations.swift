import JSON
import MCP
import TestSupport

/// Which requests the conversations of the transcripts send and see answered.
struct Conversations {
    private var found: [String: Evidence] = [:]

    /// The transcripts, in the order in which one is preferred where several show the same.
    private static let files =
        ["handshake", "stateless", "tools", "resources", "prompts", "completion"].map { "Fixture/\($0)" }
        + ["listing", "content", "handshake", "asking", "stateless", "input", "changes", "tasks"].map {
            "Conformance/\($0)"
        }

    init() {
        for file in Self.files {
            let path = "Tests/TranscriptTests/Transcripts/\(file).txt"
            for conversation in Transcript.all(in: Evidence.text(path) ?? "") {
                read(conversation, Evidence(path, conversation.name))
            }
        }
    }

    private mutating func read(_ conversation: Transcript, _ evidence: Evidence) {
        // In their order: a text may hold those before it.
        var texts: [(name: String, text: String)] = []
        var asked: [JSONValue: String] = [:]
        func message(_ line: String) -> JSONView? {
            var line = line
            for (name, text) in texts.reversed() { line.replace("${\(name)}", with: text) }
            return try? JSONDocument(line).root
        }
        func send(_ line: String) {
            guard let message = message(line), let id = message["id"] else { return }
            asked[JSONValue(id)] = message["method"]?.string
        }
        for step in conversation.steps {
            var expected: [String] = []
            switch step {
            case .define(let name, let text): texts.append((name, text))
            case .send(let line): send(line)
            case .expect(let lines): expected = lines
            case .poll(let line, let until):
                send(line)
                expected = [until]
            }
            // A request that is refused shows nothing but the refusal.
            for reply in expected.compactMap(message) where reply["result"] != nil {
                guard let method = reply["id"].flatMap({ asked[JSONValue($0)] }), found[method] == nil else { continue }
                found[method] = evidence
            }
        }
    }

    /// A conversation in which a request of this method is answered.
    subscript(method: String) -> Evidence? { found[method] }
}
