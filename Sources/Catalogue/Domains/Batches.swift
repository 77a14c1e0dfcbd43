extension Domain {
    /// Many calls in one file.
    public static let batches = Domain(
        "batches", title: "Batches",
        instructions: """
            Many calls in one file at half the price, done within a day. \
            Upload a JSONL file with the purpose batch, create the batch, read it until it is completed, \
            then save the content of its output_file_id and error_file_id.
            """,
        [
            .init(
                "batch-create", .post, "/batches", "Run the calls of an uploaded JSONL file within a day.", .creates,
                [
                    .string("input_file_id", "Id of a file uploaded with purpose batch.", .required),
                    .string(
                        "endpoint", "Path that every line calls.", .required,
                        oneOf: [
                            "/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions",
                            "/v1/moderations", "/v1/images/generations", "/v1/images/edits", "/v1/videos",
                        ]),
                    .string("completion_window", "Time to do it in.", .required, oneOf: ["24h"]),
                    .metadata(.nullable),
                    .expiry("output_expires_after", "When to delete the result files."),
                ],
                billable: true),
            .init(
                "batch-list", .get, "/batches", "List batches, newest first.", .reads,
                [
                    .after, .limit,
                    .filterStatus(
                        "validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling",
                        "cancelled"),
                    .filterMetadata,
                ]),
            .init(
                "batch-get", .get, "/batches/{batch_id}", "Read a batch's status, counts and result files.", .reads,
                [.batch]),
            .init(
                "batch-cancel", .post, "/batches/{batch_id}/cancel", "Stop a batch; finished calls are kept and paid.",
                .stops, [.batch]),
        ])
}

extension Field {
    fileprivate static let batch = Field.string("batch_id", "Id of the batch.", .required)
}
