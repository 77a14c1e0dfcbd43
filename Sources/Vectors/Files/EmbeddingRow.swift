/// One line or record of a file: a vector, a text that has still to be embedded, or both.
public struct EmbeddingRow: Sendable, Hashable {
    /// Where it begins, counted from 1.
    public let line: Int
    /// What the file calls it.
    public let key: String?
    /// Its text.
    public let text: String?
    /// Its vector; nil where only the text is there.
    public let vector: [Float]?

    init(line: Int, key: String? = nil, text: String? = nil, vector: [Float]? = nil) {
        self.line = line
        self.key = key
        self.text = text
        self.vector = vector
    }
}

/// Names that fields and columns go by, the first that is there counting.
enum FieldNames {
    /// A batch's output has an `id` of its own beside the caller's `custom_id`.
    static let key = ["custom_id", "id", "key"]
    static let text = ["text", "input", "content"]
    static let vector = ["embedding", "vector"]
}
