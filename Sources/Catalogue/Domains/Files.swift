extension Domain {
    /// Uploaded files, and uploads in parts.
    public static let files = Domain(
        "files", title: "Files",
        instructions: """
            Files kept at the provider for other tools: batches, fine-tuning, vector stores, assistants, evals. \
            file-upload takes one file or several; what is too large for one request goes up in parts by itself, so \
            that the upload tools are seldom needed. Contents are saved as local files.
            """,
        fileEndpoints + uploadEndpoints)

    private static let fileEndpoints: [Endpoint] = [
        .init(
            "file-create", .post, "/files", "Upload a file of up to 512 MB in one request.", .creates,
            [
                .file("file", "The file: path, URL or data URI.", .required), .purpose,
                .expiry("expires_after", "When to delete it; else it stays."),
            ],
            encoding: .multipart),
        .init(
            "file-list", .get, "/files", "List uploaded files.", .reads,
            [
                .string("purpose", "Only those of this purpose."), .limit(default: 10_000), .order(default: "desc"),
                .after, .filterName("the file name"), .filterStatus("uploaded", "processed", "error"),
            ]),
        .init("file-get", .get, "/files/{file_id}", "Read a file's name, size and purpose.", .reads, [.file]),
        .init("file-delete", .delete, "/files/{file_id}", "Delete an uploaded file.", .deletes, [.file]),
        .init(
            "file-content", .get, "/files/{file_id}/content", "Save the content of a file that a job wrote.", .reads,
            as: .saveFile, [.file]),
    ]

    private static let uploadEndpoints: [Endpoint] = [
        .init(
            "upload-create", .post, "/uploads", "Begin to upload a large file in parts.", .creates,
            [
                .string("filename", "Name of the file.", .required), .purpose,
                .integer("bytes", "Size of the whole file.", .required),
                .string("mime_type", "Media type, such as text/jsonl.", .required),
                .expiry("expires_after", "When to delete the file; else it stays.", .unlisted),
            ]),
        .init(
            "upload-part-add", .post, "/uploads/{upload_id}/parts", "Add one part to an upload.", .creates,
            [.upload, .file("data", "The part: path, URL or data URI; at most 64 MB.", .required)],
            encoding: .multipart),
        .init(
            "upload-complete", .post, "/uploads/{upload_id}/complete", "Join the parts of an upload into a file.",
            .creates,
            [
                .upload, .array("part_ids", "Ids of the parts in order.", .required, of: .text),
                .string("md5", "Checksum of the whole file, to be compared."),
            ]),
        .init(
            "upload-cancel", .post, "/uploads/{upload_id}/cancel", "Give up an upload and its parts.", .stops,
            [.upload]),
    ]
}

extension Field {
    fileprivate static let file = Field.string("file_id", "Id of the file.", .required)
    fileprivate static let upload = Field.string("upload_id", "Id of the upload.", .required)
    fileprivate static let purpose = Field.string(
        "purpose", "What it is for.", .required,
        oneOf: ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"])
}
