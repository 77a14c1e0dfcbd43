import JSON

/// A search of a vector store, as the request asks for it.
struct StoreSearch: Sendable {
    let queries: [String]
    let limit: Int
    let filter: AttributeFilter?
    let threshold: Double

    init(_ body: Input) throws(Refusal) {
        let query = try body["query"].required()
        if query.view?.kind == .array {
            var queries: [String] = []
            for item in try query.list(1...64) ?? [] { queries.append(try item.requiredString(atMost: 4_096)) }
            self.queries = queries
        } else {
            queries = [try query.requiredString(atMost: 4_096)]
        }
        limit = try body["max_num_results"].integer(1...50) ?? 10
        filter = try AttributeFilter(body["filters"])
        let ranking = try body["ranking_options"].object() ?? Input(nil, name: "ranking_options")
        _ = try ranking["ranker"].choice(["none", "auto", "default-2024-11-15"])
        threshold = try ranking["score_threshold"].number(0...1) ?? 0
        // The words are searched as they are.
        _ = try body["rewrite_query"].bool()
    }

    /// The passages that fit best, as the page of results that the API answers.
    func page(of store: VectorStoreRecord) -> JSONValue {
        let wanted = queries.map(StoreFile.vector)
        var found: [(score: Double, file: StoreFile, chunk: StoreFile.Chunk)] = []
        for file in store.files where filter?.fits(file.attributes) ?? true {
            for chunk in file.chunks {
                let score = wanted.map { Self.cosine($0, chunk.vector) }.max() ?? 0
                if score > 0, score >= threshold { found.append((score, file, chunk)) }
            }
        }
        // Sorting is stable: of equal passages the one that came first stays first.
        let best = found.enumerated().sorted { one, other in
            one.element.score == other.element.score
                ? one.offset < other.offset : one.element.score > other.element.score
        }
        let data = best.prefix(limit).map(\.element).map { score, file, chunk -> JSONValue in
            [
                "file_id": .string(file.id), "filename": .string(file.filename), "score": .double(score),
                "attributes": file.attributes ?? [:],
                "content": [["type": "text", "text": .string(String(file.text[chunk.range]))]],
            ]
        }
        return [
            "object": "vector_store.search_results.page", "search_query": .array(queries.map { .string($0) }),
            "data": .array(data), "has_more": false, "next_page": .null,
        ]
    }

    /// Of unit vectors; rounded, so that a score does not depend on the order of sums.
    private static func cosine(_ one: [Float], _ other: [Float]) -> Double {
        var sum: Float = 0
        for position in one.indices { sum += one[position] * other[position] }
        return min(1, max(0, (Double(sum) * 1e6).rounded() / 1e6))
    }
}
