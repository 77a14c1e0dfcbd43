import Catalogue
import Gateway
import JSON
import MCP

/// Tools of the audio server that are more than one call, or one call in another manner.
enum AudioTools {
    static let all: [ComposedTool] = [
        speechStream,
        batch("audio-transcribe-batch", "Write down what is said in several recordings.", of: "audio-transcribe"),
        batch(
            "audio-translate-batch", "Write down in English what is said in several recordings.",
            of: "audio-translate"),
    ]

    private static func fields(of endpoint: String) -> [Field] { Catalogue.endpoint(named: endpoint)?.fields ?? [] }

    private static let speechStream = ComposedTool(
        "audio-speech-stream", "Speak a text and report progress while the sound arrives.", .computes,
        fields(of: "audio-speech-create").filter { $0.name != "stream_format" }, billable: true, readOnly: false,
        idempotent: false
    ) { work in
        try await SpeechStream(work: work).result()
    }

    /// The same work for several files, a few at a time.
    private static func batch(_ name: String, _ summary: String, of endpoint: String) -> ComposedTool {
        let options = fields(of: endpoint).filter { !["file", "stream"].contains($0.name) }
        return ComposedTool(
            name, summary, .computes,
            [.files("files", "Recordings: paths, URLs or data URIs.", .required, count: 1...100)] + options,
            billable: true, readOnly: false, idempotent: false, waits: true
        ) { work in
            let files = work["files"].map { Array($0.elements) } ?? []
            return try await ItemReport.run(
                files, atMost: 3, effect: .computes, label: { _, file in .init("file", Self.label(file)) },
                progress: work.progress, task: work.call.task
            ) { file in
                var members = Members()
                members["file"] = file.raw
                for (name, value) in work.arguments.body where name != "files" { members[name] = value.raw }
                let result = try await work.run(endpoint, members)
                return (result.structured.map { .raw($0) }, [])
            }.result()
        }
    }

    /// A data URI is long and says nothing.
    private static func label(_ file: JSONView) -> JSONValue {
        let text = file.string ?? ""
        return .string(text.count > 200 ? text.prefix(40) + "…" : text)
    }
}
