/// A part of a list of records.
public struct RecordPage: Sendable {
    /// A page takes no further record once its bodies have this many bytes.
    public static let bytes = 8 << 20

    public private(set) var records: [StoredRecord] = []
    /// What the query for the next page has as `after`; nil on the last page.
    public private(set) var next: RecordCursor?

    private let limit: Int
    private var last: RecordCursor?
    private var size = 0

    /// Creates a page for a store to fill.
    public init(limit: Int) { self.limit = limit }

    /// Takes the next record; false when the page was full, and the record begins the next one.
    public mutating func add(_ record: StoredRecord, at place: RecordCursor) -> Bool {
        guard records.count < limit, size < Self.bytes else {
            next = last
            return false
        }
        records.append(record)
        size += record.body.count
        last = place
        return true
    }
}
