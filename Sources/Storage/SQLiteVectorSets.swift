import Foundation
import GRDB
import Gateway

/// Sets of vectors in the file.
public struct SQLiteVectorSets: VectorSets {
    private let file: SQLiteFile
    private let limits: VectorLimits

    /// Creates a store over a file.
    public init(_ file: SQLiteFile, limits: VectorLimits = .disk) {
        self.file = file
        self.limits = limits
    }

    @discardableResult
    public func append(
        _ rows: VectorRows, to name: String, model: String, caller: String, at time: Double
    ) async throws -> VectorSet {
        try VectorSet.check(name: name, model: model, caller: caller, time: time)
        return try await file.write { database in
            let table = VectorTable(database)
            let found = try table.find(name, caller: caller)
            try found?.about.check(model: model, dimensions: rows.dimensions)
            let empty = VectorSet(
                name: name, model: model, dimensions: rows.dimensions, count: 0, bytes: 0, created: time, changed: time)
            var set = try found ?? (table.insert(empty, caller: caller), empty)
            set.about.changed = time
            for row in 0..<rows.count { try table.put(rows, row, into: &set) }
            try table.update(set)
            let sums = try table.sums(caller: caller)
            // A throw undoes the transaction.
            try limits.check(set.about, callerSets: sums.sets, callerBytes: sums.bytes, total: sums.total)
            return set.about
        }
    }

    public func sets(of caller: String) async throws -> [VectorSet] {
        try await file.read { try VectorTable($0).all(caller: caller) }
    }

    public func page(of name: String, caller: String, after: VectorCursor?, bytes: Int) async throws -> VectorPage {
        try await file.read { database in
            let table = VectorTable(database)
            guard let set = try table.find(name, caller: caller), after.map({ $0.set == set.id }) ?? true else {
                throw VectorSet.missing
            }
            var page = try VectorPage(dimensions: set.about.dimensions, bytes: bytes)
            try table.rows(of: set.id, after: after?.position) { page.add(key: $0, text: $1, vector: $2, at: $3) }
            return page
        }
    }

    public func delete(_ names: [String], caller: String) async throws -> [String] {
        let gone = try await file.write { database in
            let table = VectorTable(database)
            return try names.filter { try table.drop($0, caller: caller) }
        }
        if !gone.isEmpty { try await sweep() }
        return gone
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int {
        let count = try await file.write { try VectorTable($0).dropAll(caller: caller) }
        // Also after a sweep that was interrupted.
        try await sweep()
        return count
    }

    /// Deletes the rows of dropped sets and gives their space back, in short transactions: other processes get their
    /// turn, and what is interrupted goes on with the next deletion.
    private func sweep() async throws {
        while try await file.write({ try VectorTable($0).sweep() }) {}
    }
}
