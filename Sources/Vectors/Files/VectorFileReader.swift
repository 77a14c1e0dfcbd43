/// Reads a file of vectors or texts as it comes: chunks in, rows out, never more than one line kept.
///
///     var reader = VectorFileReader(.jsonl)
///     while let chunk = next() { for row in try reader.read(chunk) { ... } }
///     for row in try reader.finish() { ... }
///
/// A byte order mark, ends of lines as CR LF, blank lines and a missing last end of line are taken as they come. All
/// vectors must have the same dimensions and finite numbers. After an error there is nothing more to read.
public struct VectorFileReader: Sendable {
    private var source: any RowSource
    /// The first bytes, until there are enough to tell a byte order mark.
    private var opening: [UInt8]? = []

    /// A reader for one file; a line or record longer than `lineLimit` bytes is refused.
    public init(_ format: VectorFileFormat, lineLimit: Int = 16 << 20) {
        source =
            switch format {
            case .jsonl: JSONLSource(lineLimit: lineLimit)
            case .csv: CSVSource(lineLimit: lineLimit)
            }
    }

    /// The rows that end in this chunk.
    public mutating func read(_ chunk: ArraySlice<UInt8>) throws(VectorFileError) -> [EmbeddingRow] {
        guard var start = opening else { return try rows(chunk, isLast: false) }
        start += chunk
        opening = start.count < 3 ? start : nil
        return opening == nil ? try rows(Self.withoutMark(start), isLast: false) : []
    }

    /// The rows that end in this chunk.
    public mutating func read(_ chunk: [UInt8]) throws(VectorFileError) -> [EmbeddingRow] { try read(chunk[...]) }

    /// The row after the last end of line, if there is one.
    public mutating func finish() throws(VectorFileError) -> [EmbeddingRow] {
        let rest = Self.withoutMark(opening ?? [])
        opening = nil
        return try rows(rest, isLast: true)
    }

    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    private mutating func rows(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws(VectorFileError) -> [EmbeddingRow] {
        var rows: [EmbeddingRow] = []
        try chunk.withUnsafeBufferPointer { (bytes) throws(VectorFileError) in
            try source.read(bytes, isLast: isLast) { rows.append($0) }
        }
        return rows
    }
}
