import JSON
import MCP
import TestSupport

/// Which requests the conversations of the transcripts send and see answered.
struct Conversations {
    private var found: [String: Evidence] = [:]

    /// The transcripts, in the order in which one is preferred where several show the same.
    private static let files = ["handshake", "stateless", "tools", "resources", "prompts", "completion"]

    init() {
        for file in Self.files {
            let path = "Tests/TranscriptTests/Transcripts/\(file).txt"
            for conversation in Transcript.all(in: Evidence.text(path) ?? "") {
                var asked: [JSONValue: String] = [:]
                for step in conversation.steps {
                    switch step {
                    case .send(let line):
                        guard let message = try? JSONDocument(line).root, let id = message["id"] else { continue }
                        asked[JSONValue(id)] = message["method"]?.string
                    case .expect(let line):
                        // A request that is refused shows nothing but the refusal.
                        guard let message = try? JSONDocument(line).root, message["result"] != nil,
                            let method = message["id"].flatMap({ asked[JSONValue($0)] }), found[method] == nil
                        else { continue }
                        found[method] = Evidence(path, conversation.name)
                    }
                }
            }
        }
    }

    /// A conversation in which a request of this method is answered.
    subscript(method: String) -> Evidence? { found[method] }
}
