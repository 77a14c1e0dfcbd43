/// Vectors of one dimension in one contiguous buffer, with a key and a text for each where there are any.
///
/// Rows are padded with zeros to whole lanes of eight numbers, which changes no sum. A vector of length zero (or below
/// 1e-16, where Float32 shows no direction) may be stored: its cosine with anything is defined as 0, so that one empty
/// row does not make a million others unsearchable. As a query by cosine it is refused, because every answer would be 0.
public struct VectorSet: Sendable {
    /// The most numbers a vector may have.
    public static let dimensionLimit = 65_536
    /// The greatest magnitude of a number: squares of it, summed, stay well inside Float32.
    public static let numberLimit: Float = 1e15

    /// Numbers in each vector.
    public let dimensions: Int
    /// Vectors in the set.
    public private(set) var count = 0

    /// Lanes of a row.
    let lanesPerRow: Int
    /// All rows, one after the other. An array of lanes is aligned to 16 bytes by itself.
    private(set) var lanes: ContiguousArray<Lane> = []
    /// One over the length of each row; 0 for a row without direction.
    private(set) var inverseLengths: [Double] = []
    private var keys = LabelColumn()
    private var texts = LabelColumn()

    // MARK: Making one

    /// An empty set.
    public init(dimensions: Int) throws(VectorError) {
        guard dimensions > 0 else { throw .empty }
        guard dimensions <= Self.dimensionLimit else {
            throw .tooManyDimensions(dimensions, limit: Self.dimensionLimit)
        }
        self.dimensions = dimensions
        lanesPerRow = (dimensions + Lane.scalarCount - 1) / Lane.scalarCount
    }

    /// A set of these vectors.
    public init(_ vectors: [[Float]], keys: [String] = [], texts: [String] = []) throws(VectorError) {
        try self.init(dimensions: vectors.first?.count ?? 0)
        for labels in [keys, texts] where !labels.isEmpty && labels.count != vectors.count {
            throw .labelCount(labels.count, expected: vectors.count)
        }
        reserve(vectors.count)
        for (row, vector) in vectors.enumerated() {
            try append(vector, key: keys.isEmpty ? nil : keys[row], text: texts.isEmpty ? nil : texts[row])
        }
    }

    /// Makes room for this many vectors in all, so that adding them copies nothing.
    public mutating func reserve(_ rows: Int) {
        lanes.reserveCapacity(rows * lanesPerRow)
        inverseLengths.reserveCapacity(rows)
    }

    /// Adds a vector; where it is refused the set stays as it was.
    public mutating func append(_ vector: [Float], key: String? = nil, text: String? = nil) throws(VectorError) {
        guard vector.count == dimensions else { throw .wrongDimensions(vector.count, expected: dimensions) }
        try Self.check(vector)
        vector.withUnsafeBytes { bytes in
            let whole = dimensions / Lane.scalarCount
            for lane in 0..<whole {
                lanes.append(bytes.loadUnaligned(fromByteOffset: lane * MemoryLayout<Lane>.size, as: Lane.self))
            }
        }
        let rest = dimensions % Lane.scalarCount
        if rest > 0 {
            var last = Lane.zero
            for (place, value) in vector.suffix(rest).enumerated() { last[place] = value }
            lanes.append(last)
        }
        inverseLengths.append(inverseLengthOfLast())
        keys.set(key, at: count)
        texts.set(text, at: count)
        count += 1
    }

    /// Refuses what cannot be compared: NaN, infinities, numbers beyond ``numberLimit``.
    static func check(_ vector: [Float]) throws(VectorError) {
        for (position, value) in vector.enumerated() where !(value.magnitude <= numberLimit) {
            throw value.isFinite ? .outOfRange(position: position) : .notFinite(position: position)
        }
    }

    /// By the kernel that also compares, so that the cosine of a vector with itself is exactly 1.
    private func inverseLengthOfLast() -> Double {
        let square = lanes.withUnsafeBufferPointer { lanes in
            guard let base = lanes.baseAddress else { return 0.0 }
            let row = base + count * lanesPerRow
            return Kernel.pair(Product.self, row, row, lanesPerRow)
        }
        return square < 1e-32 ? 0 : 1 / square.squareRoot()
    }

    // MARK: Reading it

    /// The numbers of one vector.
    public subscript(row: Int) -> [Float] {
        precondition((0..<count).contains(row), "a row of the set")
        let start = row * lanesPerRow
        return (0..<dimensions).map { lanes[start + $0 / Lane.scalarCount][$0 % Lane.scalarCount] }
    }

    /// The key of a vector, if it has one.
    public func key(at row: Int) -> String? { keys[row] }

    /// The text of a vector, if it is kept.
    public func text(at row: Int) -> String? { texts[row] }

    /// The length of a vector; 0 where it is too short to have a direction.
    public func length(at row: Int) -> Double { inverseLengths[row] == 0 ? 0 : 1 / inverseLengths[row] }
}
