/// The bytes of a part: in memory, or a stretch of an open file that is read while it is sent.
public enum FileContent: Sendable {
    case bytes([UInt8])
    case file(OpenFile, Range<Int>)

    /// The whole of a file.
    public static func file(_ file: OpenFile) -> FileContent { .file(file, 0..<file.size) }

    /// Size in bytes.
    public var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let range): range.count
        }
    }

    /// A stretch of this content, without a copy of a file; what lies beyond the end is left out.
    public func slice(_ range: Range<Int>) -> FileContent {
        switch self {
        case .bytes(let bytes): return .bytes(Array(bytes[range.clamped(to: bytes.indices)]))
        case .file(let file, let whole):
            let part = range.clamped(to: 0..<whole.count)
            return .file(file, part.lowerBound + whole.lowerBound..<part.upperBound + whole.lowerBound)
        }
    }

    /// The bytes themselves; of a file they are read now, which blocks.
    public func bytes() throws(FileFailure) -> [UInt8] {
        switch self {
        case .bytes(let bytes): bytes
        case .file(let file, let range): try file.read(range)
        }
    }
}
