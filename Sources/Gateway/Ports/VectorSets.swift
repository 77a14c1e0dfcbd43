/// Named sets of texts with their vectors, up to a million rows each.
///
/// A set belongs to one caller, and no request shows it to another. Failures are a ``StoreFailure``, or
/// `CancellationError` when the task is cancelled.
public protocol VectorSets: Sendable {
    /// Puts rows into a set, all of them or none, and returns the set; makes it if there is none of that name.
    ///
    /// A row whose key is there already takes the place of the older one. All rows of a set come from one model and
    /// have as many dimensions.
    ///
    /// - Parameter time: seconds since 1970.
    @discardableResult
    func append(_ rows: VectorRows, to name: String, model: String, caller: String, at time: Double) async throws
        -> VectorSet

    /// A caller's sets, by name.
    func sets(of caller: String) async throws -> [VectorSet]

    /// Some rows of a set, in the order in which their keys came.
    ///
    /// - Parameters:
    ///   - after: goes on behind this row; one of a set that has been deleted since finds no set.
    ///   - bytes: the page takes no further row once it has this many.
    func page(of name: String, caller: String, after: VectorCursor?, bytes: Int) async throws -> VectorPage

    /// Deletes sets and returns the names that were there, in the order given.
    func delete(_ names: [String], caller: String) async throws -> [String]

    /// Deletes every set of a caller and returns how many that were.
    @discardableResult
    func erase(caller: String) async throws -> Int
}

extension VectorSets {
    /// Reads a whole set in pages, so that a large one need not be in memory twice.
    ///
    /// Rows that are appended meanwhile are read too; where the set is deleted meanwhile, this throws.
    public func read(
        _ name: String, caller: String, bytes: Int = VectorPage.bytes, _ take: (VectorRows) async throws -> Void
    ) async throws {
        var cursor: VectorCursor?
        repeat {
            let page = try await page(of: name, caller: caller, after: cursor, bytes: bytes)
            try await take(page.rows)
            cursor = page.next
        } while cursor != nil
    }

    /// The set of that name, or nil.
    public func set(_ name: String, caller: String) async throws -> VectorSet? {
        try await sets(of: caller).first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}

/// What a list says of a set.
public struct VectorSet: Sendable, Equatable {
    public let name: String
    /// The model that made the vectors.
    public let model: String
    public let dimensions: Int
    /// Number of rows.
    public var count: Int
    /// Size of keys, texts and vectors.
    public var bytes: Int
    /// When it was made, in seconds since 1970.
    public let created: Double
    /// When rows were put in last, in seconds since 1970.
    public var changed: Double

    /// Creates a description.
    public init(
        name: String, model: String, dimensions: Int, count: Int, bytes: Int, created: Double, changed: Double
    ) {
        self.name = name
        self.model = model
        self.dimensions = dimensions
        self.count = count
        self.bytes = bytes
        self.created = created
        self.changed = changed
    }
}
