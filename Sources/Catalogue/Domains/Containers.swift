extension Domain {
    /// Containers in which models run code.
    public static let containers = Domain(
        "containers", title: "Containers",
        instructions: """
            Containers in which code interpreter and shell of a response work. Make one, put files into it, \
            name it in a response, and fetch the files that it made. It ends when it has been idle for a while.
            """,
        [
            .init(
                "container-create", .post, "/containers", "Make a container for code.", .creates,
                [
                    .string("name", "Its name.", .required),
                    .array("file_ids", "Uploaded files to copy into it.", of: .text),
                    .object(
                        "expires_after", "How long it lives when idle.",
                        [
                            .string("anchor", "Always last_active_at.", .required, oneOf: ["last_active_at"]),
                            .integer("minutes", "Minutes from then.", .required),
                        ]),
                    .string("memory_limit", "Memory, which sets the price.", oneOf: ["1g", "4g", "16g", "64g"]),
                    .array("skills", "Skills it has.", of: .containerSkill),
                    Field("network_policy", "What it may reach.", .networkPolicy),
                ], billable: true),
            .init(
                "container-list", .get, "/containers", "List containers.", .reads,
                [.string("name", "Only those of this name."), .limit, .order(default: "desc"), .after]),
            .init("container-get", .get, "/containers/{container_id}", "Show a container.", .reads, [.container]),
            .init(
                "container-delete", .delete, "/containers/{container_id}", "Delete a container and its files.",
                .deletes, [.container]),
            .init(
                "container-file-create", .post, "/containers/{container_id}/files", "Put a file into a container.",
                .creates,
                [
                    .container,
                    .file("file", "File to send: path, URL or data URI.", .multipartOnly),
                    .string("file_id", "Instead of file, id of an uploaded file."),
                ], encoding: .multipartOrJSON),
            .init(
                "container-file-list", .get, "/containers/{container_id}/files", "List files of a container.", .reads,
                [.container, .limit, .order(default: "desc"), .after]),
            .init(
                "container-file-get", .get, "/containers/{container_id}/files/{file_id}",
                "Show path and size of a file.", .reads, [.container, .file]),
            .init(
                "container-file-delete", .delete, "/containers/{container_id}/files/{file_id}",
                "Delete a file of a container.", .deletes, [.container, .file]),
            .init(
                "container-file-content", .get, "/containers/{container_id}/files/{file_id}/content",
                "Download a file of a container.", .reads, as: .saveFile, [.container, .file]),
        ])
}

extension Field {
    fileprivate static let container = Field.string("container_id", "Id of the container.", .required)
    fileprivate static let file = Field.string("file_id", "Id of the file.", .required)
}

extension Shape {
    /// A skill by id, or one in the call itself.
    fileprivate static let containerSkill = Shape.object([
        .string("type", "By id, or given here.", .required, oneOf: ["skill_reference", "inline"]),
        .string("skill_id", "Id of the skill.", length: 1...64),
        .string("version", "Its version."),
        .string("name", "Name, for inline.", .unlisted),
        .string("description", "What it does, for inline.", .unlisted),
        .zipSource(.unlisted),
    ])

    fileprivate static let networkPolicy = Shape.object([
        .string("type", "Nothing, or some domains.", .required, oneOf: ["disabled", "allowlist"]),
        .array("allowed_domains", "The domains, for allowlist.", of: .text, atLeast: 1),
        .array(
            "domain_secrets", "Secrets added to requests to a domain.", .unlisted,
            of: .object([
                Field("domain", "The domain.", .string(length: Bounds(1, nil)), .required),
                Field("name", "Name of the secret.", .string(length: Bounds(1, nil)), .required),
                .string("value", "Its value.", .required, length: 1...10_485_760),
            ]), atLeast: 1),
    ])
}
