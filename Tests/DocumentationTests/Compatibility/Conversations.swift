import JSON
import MCP
import TestSupport

/// Which requests the conversations of the transcripts send and see answered.
struct Conversations {
    private var found: [String: Evidence] = [:]

    /// The transcripts, in the order in which one is preferred where several show the same.
    private static let files = [
        "Fixture/handshake", "Fixture/stateless", "Fixture/tools", "Fixture/resources", "Fixture/prompts",
        "Fixture/completion", "Conformance/listing", "Conformance/changes", "Conformance/tasks", "Conformance/input",
    ]

    init() {
        for file in Self.files {
            let path = "Tests/TranscriptTests/Transcripts/\(file).txt"
            for conversation in Transcript.all(in: Evidence.text(path) ?? "") {
                var asked: [JSONValue: String] = [:]
                for step in conversation.steps {
                    switch step {
                    case .define: continue
                    case .send(let line): note(line, in: &asked)
                    case .expect(let lines): for line in lines { find(line, asked, path, conversation.name) }
                    case .poll(let line, let until):
                        note(line, in: &asked)
                        find(until, asked, path, conversation.name)
                    }
                }
            }
        }
    }

    private func note(_ line: String, in asked: inout [JSONValue: String]) {
        guard let message = try? JSONDocument(line).root, let id = message["id"] else { return }
        asked[JSONValue(id)] = message["method"]?.string
    }

    /// A request that is refused shows nothing but the refusal.
    private mutating func find(_ line: String, _ asked: [JSONValue: String], _ path: String, _ name: String) {
        guard let message = try? JSONDocument(line).root, message["result"] != nil,
            let method = message["id"].flatMap({ asked[JSONValue($0)] }), found[method] == nil
        else { return }
        found[method] = Evidence(path, name)
    }

    /// A conversation in which a request of this method is answered.
    subscript(method: String) -> Evidence? { found[method] }
}
