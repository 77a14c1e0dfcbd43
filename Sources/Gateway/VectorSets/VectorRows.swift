/// Texts with their vectors, the vectors one behind the other.
public struct VectorRows: Sendable, Equatable {
    /// How many numbers a vector may have.
    public static let dimensionRange = 1...16_384

    /// Numbers in each vector.
    public let dimensions: Int
    public private(set) var keys: [String] = []
    public private(set) var texts: [String] = []
    /// All vectors, each of `dimensions` Float32 in little-endian order.
    public private(set) var vectors: [UInt8] = []
    /// Size of keys, texts and vectors.
    public private(set) var bytes = 0

    /// Creates rows of which there are none yet.
    public init(dimensions: Int) throws(StoreFailure) {
        guard Self.dimensionRange.contains(dimensions) else {
            throw StoreFailure(
                .refused,
                "A vector of \(dimensions) dimensions is not kept; it may have 1 to \(Self.dimensionRange.upperBound).")
        }
        self.dimensions = dimensions
    }

    /// Number of rows.
    public var count: Int { keys.count }

    /// Size of one vector in bytes.
    public var stride: Int { dimensions * 4 }

    /// Adds a row; its vector is packed Float32 in little-endian order.
    public mutating func append(key: String, text: String, vector: [UInt8]) throws(StoreFailure) {
        guard !key.isEmpty else { throw StoreFailure(.refused, "A row of a set needs a key.") }
        guard vector.count == stride else {
            throw StoreFailure(
                .refused, "A vector has \(vector.count) bytes where \(dimensions) dimensions take \(stride).")
        }
        vectors += vector
        add(key, text)
    }

    /// Adds a row with a vector from a store, which is as long as it was when it was put there.
    public mutating func append(key: String, text: String, stored vector: UnsafeRawBufferPointer) {
        // A damaged file may hold another length; rows behind it must not shift.
        let vector = UnsafeRawBufferPointer(rebasing: vector.prefix(stride))
        vectors.append(contentsOf: vector)
        vectors.append(contentsOf: repeatElement(0, count: stride - vector.count))
        add(key, text)
    }

    /// The vector of a row.
    public func vector(_ row: Int) -> ArraySlice<UInt8> { vectors[row * stride..<(row + 1) * stride] }

    private mutating func add(_ key: String, _ text: String) {
        keys.append(key)
        texts.append(text)
        bytes += key.utf8.count + text.utf8.count + stride
    }
}
