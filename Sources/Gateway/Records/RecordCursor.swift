/// Where a record stands in a list: at its time, and of equal times in the order of appending.
///
/// Its description is the text that a caller gives back to see the next page.
public struct RecordCursor: Sendable, Hashable, Comparable, LosslessStringConvertible {
    public let time: Double
    public let sequence: Int64

    /// Creates a cursor.
    public init(time: Double, sequence: Int64) {
        self.time = time
        self.sequence = sequence
    }

    /// Reads what `description` wrote, and nothing else.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let bits = UInt64(parts[0], radix: 36), let sequence = Int64(parts[1], radix: 36),
            case let time = Double(bitPattern: bits), time.isFinite
        else { return nil }
        self.init(time: time, sequence: sequence)
        guard self.description == description else { return nil }
    }

    public var description: String { String(time.bitPattern, radix: 36) + "-" + String(sequence, radix: 36) }

    public static func < (left: RecordCursor, right: RecordCursor) -> Bool {
        (left.time, left.sequence) < (right.time, right.sequence)
    }
}
