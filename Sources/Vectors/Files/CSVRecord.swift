/// The fields of one record, in one buffer that the next record uses again.
struct CSVRecord {
    /// All fields, one after the other, without their quotes.
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The line on which each field begins.
    private var lines: [Int] = []

    var count: Int { ends.count }

    /// Whether nothing but an empty field without quotes was there.
    var isBlank: Bool { count == 1 && bytes.isEmpty && !quoted }
    /// Whether a field was in quotes.
    var quoted = false

    func range(_ field: Int) -> Range<Int> { (field == 0 ? 0 : ends[field - 1])..<ends[field] }

    func line(_ field: Int) -> Int { lines[field] }

    func string(_ field: Int) -> String? { String(validating: bytes[range(field)], as: UTF8.self) }

    /// The bytes of a field without white space around them.
    func trimmed(_ field: Int) -> Range<Int> {
        var range = range(field)
        while let first = range.first, Self.isSpace(bytes[first]) { range.removeFirst() }
        while let last = range.last, Self.isSpace(bytes[last]) { range.removeLast() }
        return range
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

    /// Ends a field that began on this line.
    mutating func endField(line: Int) {
        ends.append(bytes.count)
        lines.append(line)
    }

    /// Takes back the CR of a CR LF that the current field ends with.
    mutating func dropReturn() {
        if bytes.count > ends.last ?? 0, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        quoted = false
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
