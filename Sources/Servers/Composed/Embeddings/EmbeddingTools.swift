import Catalogue
import Gateway
import JSON
import MCP
import Vectors

/// Tools of the embeddings server that are more than one call.
enum EmbeddingTools {
    static let all: [ComposedTool] = [batch, similarity, search, setList, setDelete]

    private static let model = Field.model("Id of the embedding model; the server has a default.")
    private static let dimensions = Field.integer(
        "dimensions", "Length of the vectors, if shorter than the model's own.", atLeast: 1)
    private static let metric = Field.string(
        "metric", "How to compare; euclidean is a distance, the others grow with likeness.",
        oneOf: Metric.allCases.map(\.rawValue), default: "cosine")
    private static let vector = Shape.array(.number(), Bounds(1))

    private static let batch = ComposedTool(
        "embedding-batch", "Turn any number of texts into vectors, kept in a file or a named set.", .computes,
        [
            .array("texts", "The texts.", of: .text, atLeast: 1),
            .array("keys", "A name for each of the texts; else made from the text.", of: .text),
            .file("file", "Instead of texts, a JSONL or CSV file with a field text, or a TXT file of lines."),
            .string("store", "Name of the set to put them into; made if need be.", length: 1...200), model, dimensions,
        ], billable: true, readOnly: false, waits: true
    ) { work in
        try await EmbeddingBatch(work: work).result()
    }

    private static let similarity = ComposedTool(
        "embedding-similarity", "Say how alike two or more texts, vectors or rows of a set are.", .computes,
        [
            .array("texts", "Texts.", of: .text, count: 1...EmbeddingSimilarity.limit),
            .array("vectors", "Vectors.", of: vector, count: 1...EmbeddingSimilarity.limit),
            .string("set", "Set that keys are in."),
            .array("keys", "Keys of rows of the set.", of: .text, count: 1...EmbeddingSimilarity.limit),
            metric, model, dimensions,
        ], billable: true
    ) { work in
        try await EmbeddingSimilarity(work: work).result()
    }

    private static let search = ComposedTool(
        "embedding-search", "Find the texts or vectors that are closest to a query.", .computes,
        [
            .string("query", "Text to look for."),
            Field("vector", "Instead of query, a vector.", vector),
            .array("texts", "Texts to search.", of: .text, atLeast: 1),
            .string("set", "Instead of texts, the name of a set."),
            .file("file", "Instead of texts, a JSONL or CSV file with vectors or texts."),
            .integer("top_k", "Most results.", within: 1...1000, default: 10),
            .number("threshold", "Least score that counts, of euclidean the greatest."), metric, model, dimensions,
        ], billable: true
    ) { work in
        try await EmbeddingSearch(work: work).result()
    }

    private static let setList = ComposedTool(
        "embedding-set-list", "List the sets of vectors kept by this server.", .reads, [], openWorld: false
    ) { work in
        let sets = try await work.environment.vectorSets.sets(of: work.caller.id)
        return .object([
            .init("object", "list"), .init("data", .array(sets.map(\.json))), .init("has_more", false),
        ])
    }

    private static let setDelete = ComposedTool(
        "embedding-set-delete", "Delete sets of vectors kept by this server.", .deletes,
        [.union("name", "Name of the set, or a list of them.", .required, [.text, .array(.text, Bounds(1, 100))])],
        openWorld: false
    ) { work in
        let names = work["name"]?.string.map { [$0] } ?? work.texts("name")
        let deleted = Set(try await work.environment.vectorSets.delete(names, caller: work.caller.id))
        let items = names.map { name in
            let missing = APIError(.notFound, "there is no set '\(name)', list the sets to see their names")
            return ItemReport.Item(
                label: .init("name", .string(name)),
                outcome: deleted.contains(name) ? .success(["deleted": true]) : .failure(missing))
        }
        return ItemReport(items: items).result()
    }
}

extension Gateway.VectorSet {
    /// The set as a list shows it.
    var json: JSONValue {
        [
            "name": .string(name), "model": .string(model), "dimensions": .int(dimensions), "count": .int(count),
            "bytes": .int(bytes), "created_at": .int(Int(created)), "changed_at": .int(Int(changed)),
        ]
    }
}
