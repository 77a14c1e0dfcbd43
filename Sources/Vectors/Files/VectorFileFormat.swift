/// The kinds of file that hold vectors or texts.
public enum VectorFileFormat: String, Sendable, Hashable, CaseIterable {
    /// One JSON value on each line.
    case jsonl
    /// Comma-separated values with a header (RFC 4180).
    case csv

    /// The format that the ending of a file's name tells, or nil.
    public init?(fileName: String) {
        switch fileName.lowercased().split(separator: ".").last {
        case "jsonl", "ndjson": self = .jsonl
        case "csv": self = .csv
        default: return nil
        }
    }
}
