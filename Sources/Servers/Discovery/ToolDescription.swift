import Catalogue
import JSON
import MCP

/// All that a model can know of a tool before it calls it.
struct ToolDescription {
    let entry: Reach.Entry
    let today: String
    let confirmation: ConfirmationRules

    /// Several tools in one answer.
    static func result(_ entries: [Reach.Entry], _ environment: ToolEnvironment) -> ToolResult {
        let (today, rules) = (environment.today(), environment.confirmation)
        var writer = JSONWriter(reserving: 4096)
        writer.object { answer in
            answer.key("tools")
            answer.array { list in
                for entry in entries {
                    list.object { ToolDescription(entry: entry, today: today, confirmation: rules).write(to: &$0) }
                }
            }
        }
        return ToolResult([.text(String(decoding: writer.bytes, as: UTF8.self))], structured: writer.bytes)
    }

    private func write(to writer: inout JSONWriter) {
        let offer = entry.offer
        writer.member("name", offer.name)
        writer.member("server", entry.server)
        if let call = offer.call { writer.member("endpoint", call) }
        writer.member("summary", offer.summary)
        writer.member("effect", offer.effect.rawValue)
        writer.member("readOnly", offer.isReadOnly)
        writer.member("destructive", offer.isDestructive)
        writer.member("idempotent", offer.isIdempotent)
        writer.member("billable", offer.isBillable)
        if case .endpoint(let endpoint) = offer { write(endpoint, to: &writer) }
        offer.lifecycle.write(to: &writer, on: today)
        writer.member("example", raw: ExampleArguments.of(offer.signature))
        let signature = offer.signature(under: confirmation)
        writer.member("inputSchema", raw: SchemaRenderer.inputSchema(of: signature, isWhole: true))
    }

    private func write(_ endpoint: Endpoint, to writer: inout JSONWriter) {
        if endpoint.isSlow { writer.member("slow", true) }
        if endpoint.key == .admin { writer.member("key", "an admin key of the organization") }
        if let beta = endpoint.beta { writer.member("beta", beta) }
        writer.member("answer", endpoint.treatment.sentence)
    }
}

extension Treatment {
    /// What comes back, in words.
    var sentence: String {
        switch self {
        case .forward: "The API's JSON without its nulls; a list says how to get its next page."
        case .chat: "The text that the model wrote, and the whole completion."
        case .response: "The text that the model wrote, and the whole response."
        case .saveImages: "The images, written to files whose paths are named."
        case .embeddings: "A description of the vectors, whose numbers go to a file unless they are asked for."
        case .saveFile: "A file with the content, its path, size and digest; of a text, also the beginning."
        case .transcript: "The words that were said, and their times where they were asked for."
        case .events: "What the events of the stream came to when it ended; without a stream, the API's JSON."
        }
    }
}
