extension Field {
    /// How files are cut for a vector store.
    static func chunkingStrategy(_ traits: Traits = []) -> Field {
        .object(
            "chunking_strategy", "How to cut files into chunks.", traits,
            [
                .string("type", "Automatic, or by static.", .required, oneOf: ["auto", "static"]),
                .object(
                    "static", "Sizes of chunks.",
                    [
                        .integer("max_chunk_size_tokens", "Length of a chunk.", .required, within: 100...4096),
                        .integer("chunk_overlap_tokens", "Overlap, at most half the length.", .required),
                    ]),
            ])
    }

    /// Pairs by which files of a store can be filtered.
    static func attributes(_ traits: Traits = []) -> Field {
        .map(
            "attributes", "Up to 16 pairs to filter searches by.", traits.union(.nullable),
            of: .union([.string(length: Bounds(nil, 512)), .number(), .boolean]))
    }
}

extension Shape {
    /// A condition on the attributes of files, or several that are joined.
    static let attributeFilter = Shape.object([
        .string(
            "type", "Comparison, or how filters are joined.", .required,
            oneOf: ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "and", "or"]),
        .string("key", "Attribute to compare."),
        .union(
            "value", "Value to compare with.",
            [.text, .number(), .boolean, .array(.union([.text, .number()]))]),
        .array("filters", "Conditions that and or or joins.", of: .map(.json)),
    ])
}
