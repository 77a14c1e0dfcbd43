/// Where a row stands: in this set, not in a later one of the same name.
public struct VectorCursor: Sendable, Hashable {
    public let set: Int64
    public let position: Int64

    /// Creates a cursor.
    public init(set: Int64, position: Int64) {
        self.set = set
        self.position = position
    }
}

/// A part of a set.
public struct VectorPage: Sendable {
    /// Size of a page where nobody says otherwise.
    public static let bytes = 8 << 20

    public private(set) var rows: VectorRows
    /// What the next page is asked for with as `after`; nil on the last page.
    public private(set) var next: VectorCursor?

    private let limit: Int
    private var last: VectorCursor?

    /// Creates a page for a store to fill.
    public init(dimensions: Int, bytes: Int) throws(StoreFailure) {
        rows = try VectorRows(dimensions: dimensions)
        limit = max(bytes, 1)
    }

    /// Takes the next row; false when the page was full, and the row begins the next one.
    public mutating func add(
        key: String, text: String, vector: UnsafeRawBufferPointer,
        at place: VectorCursor
    ) -> Bool {
        guard rows.bytes < limit else {
            next = last
            return false
        }
        rows.append(key: key, text: text, stored: vector)
        last = place
        return true
    }
}
