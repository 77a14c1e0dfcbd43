import JSON
import MCP
import TestSupport

/// Which requests the conversations of the transcripts send.
struct Conversations {
    private var found: [String: Evidence] = [:]

    /// The transcripts, in the order in which one is preferred where several show the same.
    private static let files = ["handshake", "stateless", "tools", "resources", "prompts", "completion"]

    init() {
        for file in Self.files {
            let path = "Tests/TranscriptTests/Transcripts/\(file).txt"
            for conversation in Transcript.all(in: Evidence.text(path) ?? "") {
                for case .send(let line) in conversation.steps {
                    guard let message = try? JSONDocument(line).root, message["id"] != nil,
                        let method = message["method"]?.string, found[method] == nil
                    else { continue }
                    found[method] = Evidence(path, conversation.name)
                }
            }
        }
    }

    /// A conversation that sends a request of this method.
    subscript(method: String) -> Evidence? { found[method] }
}
