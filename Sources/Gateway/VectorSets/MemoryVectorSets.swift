import Synchronization

/// Sets in memory, for a server without a data folder; they end with the process.
public final class MemoryVectorSets: VectorSets {
    private struct State {
        var callers: [ExactText: [ExactText: MemoryVectorSet]] = [:]
        var sequence: Int64 = 0
        var bytes = 0
    }

    private let limits: VectorLimits
    private let state = Mutex(State())

    /// Creates an empty store.
    public init(limits: VectorLimits = .memory) { self.limits = limits }

    @discardableResult
    public func append(
        _ rows: VectorRows, to name: String, model: String, caller: String, at time: Double
    ) async throws -> VectorSet {
        try VectorSet.check(name: name, model: model, caller: caller, time: time)
        return try state.withLock { state throws(StoreFailure) in
            let (owner, title) = (ExactText(caller), ExactText(name))
            let sets = state.callers[owner] ?? [:]
            let old = sets[title]?.about
            let empty = VectorSet(
                name: name, model: model, dimensions: rows.dimensions, count: 0, bytes: 0, created: time, changed: time)
            var new = old ?? empty
            try new.check(model: model, dimensions: rows.dimensions)
            let growth = sets[title]?.growth(by: rows) ?? MemoryVectorSet(id: 0, about: empty).growth(by: rows)
            new.count += growth.count
            new.bytes += growth.bytes
            new.changed = time
            try limits.check(
                new, callerSets: sets.count + (old == nil ? 1 : 0),
                callerBytes: sets.values.reduce(growth.bytes) { $0 + $1.about.bytes },
                total: state.bytes + growth.bytes)
            state.bytes += growth.bytes
            if old == nil { state.sequence += 1 }
            // Changed where it lies: a copy would be as large as the set.
            state.callers[owner, default: [:]][title, default: MemoryVectorSet(id: state.sequence, about: new)]
                .put(rows, about: new)
            return new
        }
    }

    public func sets(of caller: String) async throws -> [VectorSet] {
        state.withLock { state in
            (state.callers[ExactText(caller)] ?? [:]).values.map(\.about)
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    public func page(of name: String, caller: String, after: VectorCursor?, bytes: Int) async throws -> VectorPage {
        try state.withLock { state throws(StoreFailure) in
            guard let set = state.callers[ExactText(caller)]?[ExactText(name)], after.map({ $0.set == set.id }) ?? true
            else { throw VectorSet.missing }
            return try set.page(after: after?.position, bytes: bytes)
        }
    }

    public func delete(_ names: [String], caller: String) async throws -> [String] {
        state.withLock { state in
            names.filter { name in
                guard let set = state.callers[ExactText(caller)]?.removeValue(forKey: ExactText(name)) else {
                    return false
                }
                state.bytes -= set.about.bytes
                return true
            }
        }
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int {
        state.withLock { state in
            let sets = state.callers.removeValue(forKey: ExactText(caller)) ?? [:]
            state.bytes -= sets.values.reduce(0) { $0 + $1.about.bytes }
            return sets.count
        }
    }
}
