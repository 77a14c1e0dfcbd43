extension Domain {
    /// Stores of files that are searched by meaning.
    public static let vectorStores = Domain(
        "vector-store", title: "Vector stores",
        instructions: """
            Stores of files that are searched by meaning. Upload files first, add them to a store, \
            wait until their status is completed, then search. Storage is billed by the day, so let stores expire.
            """,
        storeEndpoints + storeFileEndpoints + fileBatchEndpoints + [search])

    private static let storeEndpoints: [Endpoint] = [
        .vectorStore(
            "vector-store-create", .post, "/vector_stores", "Create a vector store.", .creates,
            [
                .string("name", "Its name."),
                Field("file_ids", "Uploaded files to add.", .array(.text, Bounds(nil, 500))),
                .storeExpiry(), .metadata(.nullable),
                .string("description", "What it is for."),
                .chunkingStrategy(.unlisted),
            ]),
        .vectorStore(
            "vector-store-list", .get, "/vector_stores", "List vector stores.", .reads,
            [
                .limit, .order(default: "desc"), .after, .before, .filterName(),
                .filterStatus("expired", "in_progress", "completed"), .filterMetadata,
            ]),
        .vectorStore(
            "vector-store-get", .get, "/vector_stores/{vector_store_id}",
            "Read a store's status, size and counts of files.", .reads, [.store]),
        .vectorStore(
            "vector-store-delete", .delete, "/vector_stores/{vector_store_id}",
            "Delete a vector store; the uploaded files stay.", .deletes, [.store]),
        .vectorStore(
            "vector-store-modify", .post, "/vector_stores/{vector_store_id}",
            "Change a store's name, expiry or metadata.", .updates,
            [.store, .string("name", "New name.", .nullable), .storeExpiry(.nullable), .metadata(.nullable)]),
    ]

    private static let search = Endpoint.vectorStore(
        "vector-store-search", .post, "/vector_stores/{vector_store_id}/search",
        "Find the passages of a store that fit a question.", .computes,
        [
            .store,
            .union("query", "The question, or several.", .required, [.text, .array(.text)]),
            .integer("max_num_results", "Most results.", within: 1...50, default: 10),
            Field("filters", "Only files whose attributes fit.", .attributeFilter),
            .object(
                "ranking_options", "How results are ranked.",
                [
                    .string(
                        "ranker", "Ranker; none is quicker.", oneOf: ["none", "auto", "default-2024-11-15"],
                        default: "auto"),
                    .number("score_threshold", "Least score of a result.", within: 0...1, default: 0),
                ]),
            .boolean("rewrite_query", "Reword the question for searching.", default: false),
        ])
}

extension Endpoint {
    /// An entry of the vector stores, whose calls carry the header of the API that they came with.
    static func vectorStore(
        _ name: String, _ method: Method, _ path: String, _ summary: String, _ effect: Effect, _ fields: [Field]
    ) -> Endpoint {
        Endpoint(name, method, path, summary, effect, fields, beta: "assistants=v2")
    }
}

extension Field {
    static let store = Field.string("vector_store_id", "Id of the store.", .required)

    fileprivate static func storeExpiry(_ traits: Traits = []) -> Field {
        .object(
            "expires_after", "When an unused store is deleted.", traits,
            [
                .string("anchor", "Always last_active_at.", .required, oneOf: ["last_active_at"]),
                .integer("days", "Days from then.", .required, within: 1...365),
            ])
    }
}
