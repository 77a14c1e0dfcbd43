/// Rows out of the bytes of one format.
protocol RowSource: Sendable {
    /// Hands out the rows that end in this chunk, and with the last chunk what follows the last end of line.
    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, each: (EmbeddingRow) -> Void
    ) throws(VectorFileError)
}

/// Every vector of a file must be like the first.
struct VectorCheck: Sendable {
    private var dimensions: Int?

    mutating func check(_ vector: [Float]) throws(VectorError) {
        guard !vector.isEmpty else { throw .empty }
        guard vector.count == dimensions ?? vector.count else {
            throw .wrongDimensions(vector.count, expected: dimensions ?? 0)
        }
        try VectorSet.check(vector)
        dimensions = vector.count
    }
}
