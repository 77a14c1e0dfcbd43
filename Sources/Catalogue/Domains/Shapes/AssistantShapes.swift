// Like the chat shapes: one object with the members of all kinds; which go together is the API's to check.

extension Shape {
    /// A tool of an assistant.
    static let assistantTool = Shape.object([
        .string(
            "type", "Kind of tool.", .required, oneOf: ["code_interpreter", "file_search", "function"]),
        .object(
            "function", "A function that you run.",
            functionMembers + [.boolean("strict", "Arguments always fit the schema.", [.nullable, .unlisted])]),
        .object(
            "file_search", "Settings of file_search.", .unlisted,
            [
                .integer("max_num_results", "Most results.", within: 1...50),
                .object(
                    "ranking_options", "How results are ranked.",
                    [
                        .string("ranker", "Ranker.", oneOf: ["auto", "default_2024_08_21"]),
                        .number("score_threshold", "Least score of a result.", .required, within: 0...1),
                    ]),
            ]),
    ])

    /// Files and stores that an existing object's tools work with.
    static let toolResources = Shape.object([codeFiles, .object("file_search", "Store that it searches.", [storeIDs])])

    /// The same for a new object, for which a store can be made at once.
    static let newToolResources = Shape.object([
        codeFiles,
        .object(
            "file_search", "Store that it searches.",
            [
                storeIDs,
                Field(
                    "vector_stores", "A store to create.",
                    .array(
                        .object([
                            Field("file_ids", "Its files.", .array(.text, Bounds(nil, 100_000_000))),
                            .chunkingStrategy(.unlisted),
                            .metadata(.nullable),
                        ]), Bounds(nil, 1)), .unlisted),
            ]),
    ])

    private static let codeFiles = Field.object(
        "code_interpreter", "Files for its code.", [Field("file_ids", "File ids.", .array(.text, Bounds(nil, 20)))])

    private static let storeIDs = Field("vector_store_ids", "Its id.", .array(.text, Bounds(nil, 1)))

    /// Form of an assistant's answer.
    static let assistantFormat = Shape.union([.oneOf("auto"), .chatFormat])

    /// A message to put into a thread.
    static let threadMessage = Shape.object([
        .messageRole, .messageContent, .messageAttachments(.unlisted),
        .map("metadata", "Up to 16 pairs of text kept with it.", [.nullable, .unlisted], of: .text),
    ])

    /// One part of a thread's message.
    fileprivate static let threadPart = Shape.object([
        .string(
            "type", "Names the member that is filled.", .required, oneOf: ["text", "image_file", "image_url"]),
        .string("text", "Text."),
        .object(
            "image_file", "Uploaded image.",
            [.string("file_id", "Its id.", .required), .imageDetail]),
        .object(
            "image_url", "Image on the web.",
            [.string("url", "Its address.", .required), .imageDetail]),
    ])
}

extension Field {
    static let messageRole = Field.string("role", "Who speaks.", .required, oneOf: ["user", "assistant"])

    static let messageContent = Field.union(
        "content", "Text, or parts.", .required, [.text, .array(.threadPart, Bounds(1))])

    static func messageAttachments(_ traits: Traits = []) -> Field {
        .array(
            "attachments", "Uploaded files, and the tools that may read them.", traits.union(.nullable),
            of: .object([
                .string("file_id", "Id of the file."),
                .array(
                    "tools", "The tools.",
                    of: .object([
                        .string("type", "Kind of tool.", .required, oneOf: ["code_interpreter", "file_search"])
                    ])),
            ]))
    }

    fileprivate static let imageDetail = Field.string(
        "detail", "Resolution.", .unlisted, oneOf: ["auto", "low", "high"])
}
