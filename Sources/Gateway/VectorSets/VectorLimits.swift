/// How much of vectors is kept; more is refused, for a set that has lost rows would answer wrongly.
public struct VectorLimits: Sendable {
    public var rowsPerSet: Int
    public var setsPerCaller: Int
    public var bytesPerCaller: Int
    /// Of all callers together.
    public var bytes: Int

    /// Creates limits.
    public init(rowsPerSet: Int = 1_000_000, setsPerCaller: Int = 100, bytesPerCaller: Int, bytes: Int = .max) {
        self.rowsPerSet = rowsPerSet
        self.setsPerCaller = setsPerCaller
        self.bytesPerCaller = bytesPerCaller
        self.bytes = bytes
    }

    /// For sets in memory: 128 MiB for a caller, 256 MiB for all.
    public static let memory = VectorLimits(bytesPerCaller: 128 << 20, bytes: 256 << 20)
    /// For sets on disk: 32 GiB for a caller.
    public static let disk = VectorLimits(bytesPerCaller: 32 << 30)

    /// Throws where a set would go past a limit.
    ///
    /// - Parameters:
    ///   - set: as it would be.
    ///   - callerSets: what the caller would have then, this set among it.
    ///   - total: what all callers would have, in bytes.
    public func check(_ set: VectorSet, callerSets: Int, callerBytes: Int, total: Int) throws(StoreFailure) {
        guard set.count <= rowsPerSet else {
            throw StoreFailure(.limit, "A set holds at most \(rowsPerSet) rows; put the rest into another set.")
        }
        guard callerSets <= setsPerCaller else {
            throw StoreFailure(.limit, "There are \(setsPerCaller) sets already; delete one first.")
        }
        guard callerBytes <= bytesPerCaller else {
            throw StoreFailure(.limit, "Your sets would take more than \(bytesPerCaller) bytes; delete one first.")
        }
        guard total <= bytes else {
            throw StoreFailure(
                .limit, "The sets of all callers would take more than \(bytes) bytes; delete one, or try later.")
        }
    }
}

extension VectorSet {
    /// Throws where rows of this kind do not belong into the set.
    public func check(model: String, dimensions: Int) throws(StoreFailure) {
        guard model.utf8.elementsEqual(self.model.utf8), dimensions == self.dimensions else {
            throw StoreFailure(
                .refused,
                "The set holds vectors of \(self.dimensions) dimensions by \(self.model), and these have \(dimensions) by \(model); make them alike, or use another name."
            )
        }
    }

    /// Throws where a set cannot be named or dated so.
    public static func check(name: String, model: String, caller: String, time: Double) throws(StoreFailure) {
        guard !name.isEmpty, !model.isEmpty, !caller.isEmpty, time.isFinite else {
            throw StoreFailure(.refused, "A set needs a name, a model, a caller and a time.")
        }
    }

    /// What a request for a set that is not there gets.
    public static let missing = StoreFailure(
        .missing, "There is no set of this name; list the sets to see what is there.")
}
