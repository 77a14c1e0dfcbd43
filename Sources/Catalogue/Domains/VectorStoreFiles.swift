extension Domain {
    static let storeFileEndpoints: [Endpoint] = [
        .vectorStore(
            "vector-store-file-add", .post, "/vector_stores/{vector_store_id}/files",
            "Add an uploaded file to a store.", .creates,
            [
                .store, .string("file_id", "Id of the uploaded file.", .required), .attributes(), .chunkingStrategy(),
            ]),
        .vectorStore(
            "vector-store-file-list", .get, "/vector_stores/{vector_store_id}/files", "List the files of a store.",
            .reads, [.store, .limit, .order(default: "desc"), .after, .before, .fileState]),
        .vectorStore(
            "vector-store-file-get", .get, "/vector_stores/{vector_store_id}/files/{file_id}",
            "Read the status and the last error of a file in a store.", .reads, [.store, .storeFile]),
        .vectorStore(
            "vector-store-file-content", .get, "/vector_stores/{vector_store_id}/files/{file_id}/content",
            "Read the text that was taken from a file.", .reads, [.store, .storeFile]),
        .vectorStore(
            "vector-store-file-update", .post, "/vector_stores/{vector_store_id}/files/{file_id}",
            "Replace the attributes of a file in a store.", .updates, [.store, .storeFile, .attributes(.required)]),
        .vectorStore(
            "vector-store-file-delete", .delete, "/vector_stores/{vector_store_id}/files/{file_id}",
            "Take a file out of a store; the uploaded file stays.", .deletes, [.store, .storeFile]),
    ]

    static let fileBatchEndpoints: [Endpoint] = [
        .vectorStore(
            "vector-store-file-batch-create", .post, "/vector_stores/{vector_store_id}/file_batches",
            "Add many uploaded files to a store at once.", .creates,
            [
                .store,
                .array("file_ids", "Ids of the files; one treatment for all.", of: .text, count: 1...2000),
                .array(
                    "files", "Instead of file_ids, files with settings of their own.",
                    of: .object([
                        .string("file_id", "Id of the file.", .required), .attributes(),
                        .chunkingStrategy(.unlisted),
                    ]), count: 1...2000),
                .attributes(), .chunkingStrategy(),
            ]),
        .vectorStore(
            "vector-store-file-batch-get", .get, "/vector_stores/{vector_store_id}/file_batches/{batch_id}",
            "Read how far a batch of files is.", .reads, [.store, .fileBatch]),
        .vectorStore(
            "vector-store-file-batch-cancel", .post,
            "/vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel",
            "Stop a batch of files; those already added stay.", .stops, [.store, .fileBatch]),
        .vectorStore(
            "vector-store-file-batch-files", .get, "/vector_stores/{vector_store_id}/file_batches/{batch_id}/files",
            "List the files of a batch.", .reads,
            [.store, .fileBatch, .limit, .order(default: "desc"), .after, .before, .fileState]),
    ]
}

extension Field {
    fileprivate static let storeFile = Field.string("file_id", "Id of the file.", .required)
    fileprivate static let fileBatch = Field.string("batch_id", "Id of the batch of files.", .required)
    fileprivate static let fileState = Field.string(
        "filter", "Only those in this state.", oneOf: ["in_progress", "completed", "failed", "cancelled"])
}
