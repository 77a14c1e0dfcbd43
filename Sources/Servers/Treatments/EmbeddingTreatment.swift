import Catalogue
import JSON
import MCP

/// Vectors go to a file: a model cannot read them, and one costs ten thousand tokens.
///
/// A caller that names an `encoding_format` wants to see the numbers, and gets the answer as it came.
struct EmbeddingTreatment: Sendable {
    let output: CallerOutput
    let arguments: Arguments

    func result(_ answer: TreatedAnswer) throws -> ToolResult {
        let (body, vectors) = try answer.list("data")
        guard arguments["encoding_format"] == nil else { return ForwardTreatment.result(answer) }
        let file = try output.save(body.compact, prefix: "embeddings", mediaType: "application/json")
        let dimensions = vectors[0]?["embedding"]?.count ?? 0
        let model = body["model"]?.string ?? "the model"
        let text = """
            \(vectors.count) \(vectors.count == 1 ? "vector" : "vectors") of \(dimensions) numbers by \(model), saved as \
            \(file.sentence). Name an encoding_format to have the numbers printed.
            """
        return answer.result([.text(text)], structured: summary(body, vectors, file))
    }

    private func summary(_ body: JSONView, _ vectors: JSONView, _ file: SavedFile) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.object { summary in
            for (key, value) in body.members where key != "data" && !value.isNull {
                summary.member(key, raw: value.compact)
            }
            summary.member("count", vectors.count)
            summary.member("dimensions", vectors[0]?["embedding"]?.count ?? 0)
            summary.member("file", file.json)
        }
        return writer.bytes
    }
}
