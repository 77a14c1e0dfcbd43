extension Domain {
    /// Vectors for texts.
    public static let embeddings = Domain(
        "embeddings", title: "Embeddings",
        instructions: """
            Turn texts into vectors whose distance says how alike they are. \
            Send many texts in one call; compare only vectors of the same model and size.
            """,
        [
            .init(
                "embedding-create", .post, "/embeddings", "Turn one or more texts into vectors.", .computes,
                as: .embeddings,
                [
                    .union(
                        "input", "One text or up to 2048 of them, or token ids.", .required,
                        [
                            .text, .array(.text, Bounds(1...2048)), .array(.integer(), Bounds(1...2048)),
                            .array(.array(.integer(), Bounds(1)), Bounds(1...2048)),
                        ]),
                    .model("Id of the embedding model; the server has a default.", [.required, .filled]),
                    .integer("dimensions", "Length of the vectors, if shorter than the model's own.", atLeast: 1),
                    .string(
                        "encoding_format", "Print the numbers in this form; else they go to a file.",
                        oneOf: ["float", "base64"],
                        default: "float"),
                    .string("user", "Stable id of your end user.", .unlisted),
                ],
                billable: true)
        ])
}
