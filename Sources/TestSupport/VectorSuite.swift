import Gateway

/// What every ``VectorSets`` must do.
public enum VectorSuite {
    /// Rows whose keys, texts and vectors tell their numbers.
    public static func rows(_ numbers: Range<Int>, dimensions: Int = 3, text: String = "text") throws -> VectorRows {
        var rows = try VectorRows(dimensions: dimensions)
        for number in numbers {
            try rows.append(key: "key \(number)", text: "\(text) \(number)", vector: vector(number, dimensions))
        }
        return rows
    }

    /// The vector of a number, as bytes.
    public static func vector(_ number: Int, _ dimensions: Int) -> [UInt8] {
        (0..<dimensions).flatMap { dimension in
            let bits = Float(number * dimensions + dimension).bitPattern
            return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
                + [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24)]
        }
    }

    /// Everything in a set, and in how many pages it came.
    public static func all(
        _ sets: any VectorSets, _ name: String = "set", caller: String = "alice", bytes: Int = VectorPage.bytes
    ) async throws -> (keys: [String], texts: [String], vectors: [UInt8], pages: Int) {
        var all: (keys: [String], texts: [String], vectors: [UInt8], pages: Int) = ([], [], [], 0)
        try await sets.read(name, caller: caller, bytes: bytes) { rows in
            all = (all.keys + rows.keys, all.texts + rows.texts, all.vectors + rows.vectors, all.pages + 1)
        }
        return all
    }

    /// Throws unless the work fails in one way.
    static func fails(_ kind: StoreFailure.Kind, _ what: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let failure as StoreFailure {
            return try same(failure.kind, kind, what)
        }
        throw Broken(description: "\(what) does not fail")
    }

    /// Limits for the implementations that are checked.
    public static let limits = VectorLimits(rowsPerSet: 500, setsPerCaller: 3, bytesPerCaller: 40_000, bytes: 60_000)

    public static let checks: [PortCheck<any VectorSets>] = [
        PortCheck("makes a set and adds to it") { sets in
            try await sets.append(try rows(0..<2), to: "set", model: "m", caller: "alice", at: 1)
            let set = try await sets.append(try rows(2..<5), to: "set", model: "m", caller: "alice", at: 2)
            let bytes = 5 * (5 + 6 + 12)
            let wanted = VectorSet(
                name: "set", model: "m", dimensions: 3, count: 5, bytes: bytes, created: 1, changed: 2)
            try same(set, wanted, "returned")
            try same(try await sets.sets(of: "alice"), [wanted], "listed")
            try same(try await sets.set("set", caller: "alice"), wanted, "found")
            let all = try await all(sets)
            try same(all.keys, (0..<5).map { "key \($0)" }, "keys")
            try same(all.texts, (0..<5).map { "text \($0)" }, "texts")
            try same(all.vectors, (0..<5).flatMap { vector($0, 3) }, "vectors")
        },
        PortCheck("replaces rows of the same key where they stand") { sets in
            try await sets.append(try rows(0..<4), to: "set", model: "m", caller: "alice", at: 1)
            var again = try VectorRows(dimensions: 3)
            try again.append(key: "key 1", text: "", vector: vector(7, 3))
            try again.append(key: "new", text: "first", vector: vector(8, 3))
            try again.append(key: "new", text: "second!", vector: vector(9, 3))
            let set = try await sets.append(again, to: "set", model: "m", caller: "alice", at: 2)
            let all = try await all(sets)
            try same(all.keys, ["key 0", "key 1", "key 2", "key 3", "new"], "keys")
            try same(all.texts, ["text 0", "", "text 2", "text 3", "second!"], "texts")
            try same(all.vectors, [0, 7, 2, 3, 9].flatMap { vector($0, 3) }, "vectors")
            try same([set.count, set.bytes], [5, 5 * 12 + 4 * 5 + 3 + 3 * 6 + 7], "count and bytes")
        },
        PortCheck("reads in pages") { sets in
            try await sets.append(try rows(0..<100), to: "set", model: "m", caller: "alice", at: 1)
            for (bytes, pages) in [(1, 100), (23 * 10, 10), (1 << 20, 1)] {
                let all = try await all(sets, bytes: bytes)
                try same(all.keys, (0..<100).map { "key \($0)" }, "keys in pages of \(bytes)")
                try same(all.vectors, (0..<100).flatMap { vector($0, 3) }, "vectors in pages of \(bytes)")
                try same(all.pages, pages, "pages of \(bytes)")
            }
        },
        PortCheck("keeps texts and names as they came") { sets in
            var odd = try VectorRows(dimensions: 1)
            let texts = ["é", "e\u{301}", "nul \u{0} end", "🧵", ""]
            for text in texts { try odd.append(key: "k" + text, text: text, vector: [1, 2, 3, 4]) }
            for name in ["é", "e\u{301}", "n\u{0}"] {
                try await sets.append(odd, to: name, model: "m", caller: "alice", at: 1)
            }
            try same(
                try await sets.sets(of: "alice").map { Array($0.name.utf8) },
                ["e\u{301}", "n\u{0}", "é"].map { Array($0.utf8) }, "names")
            let all = try await all(sets, "n\u{0}")
            try same(all.texts.map { Array($0.utf8) }, texts.map { Array($0.utf8) }, "texts")
            try same(all.keys.map { Array($0.utf8) }, texts.map { Array(("k" + $0).utf8) }, "keys")
        },
        PortCheck("shows nobody the sets of another") { sets in
            try await sets.append(try rows(0..<2), to: "set", model: "m", caller: "alice", at: 1)
            try await sets.append(try rows(5..<6), to: "set", model: "m", caller: "bob", at: 1)
            try same(try await sets.sets(of: "eve"), [], "eve")
            try await fails(.missing, "eve reads") { _ = try await all(sets, caller: "eve") }
            try same(try await sets.delete(["set"], caller: "eve"), [], "eve deletes")
            try same(try await all(sets, caller: "bob").keys, ["key 5"], "bob")
            try same(try await sets.erase(caller: "bob"), 1, "bob is erased")
            try same(try await all(sets).keys, ["key 0", "key 1"], "alice")
            let foreign = VectorCursor(set: 1, position: -1)
            try await fails(.missing, "foreign cursor") {
                _ = try await sets.page(of: "set", caller: "bob", after: foreign, bytes: 99)
            }
        },
        PortCheck("has one model and size in a set") { sets in
            try await sets.append(try rows(0..<2), to: "set", model: "m", caller: "alice", at: 1)
            try await fails(.refused, "another size") {
                try await sets.append(try rows(2..<3, dimensions: 4), to: "set", model: "m", caller: "alice", at: 1)
            }
            try await fails(.refused, "another model") {
                try await sets.append(try rows(2..<3), to: "set", model: "n", caller: "alice", at: 1)
            }
            try same(try await all(sets).keys.count, 2, "rows")
        },
        PortCheck("refuses what is no set") { sets in
            for (name, model, caller) in [("", "m", "a"), ("s", "", "a"), ("s", "m", "")] {
                try await fails(.refused, "an empty name") {
                    try await sets.append(try rows(0..<1), to: name, model: model, caller: caller, at: 1)
                }
            }
            var row = try VectorRows(dimensions: 2)
            try await fails(.refused, "a short vector") { try row.append(key: "k", text: "", vector: [1, 2, 3, 4]) }
            try await fails(.refused, "no key") { try row.append(key: "", text: "", vector: vector(1, 2)) }
            try await fails(.refused, "no dimensions") { _ = try VectorRows(dimensions: 0) }
        },
        PortCheck("reports what it deleted, and forgets it") { sets in
            for name in ["a", "b", "c"] {
                try await sets.append(try rows(0..<50), to: name, model: "m", caller: "alice", at: 1)
            }
            let page = try await sets.page(of: "a", caller: "alice", after: nil, bytes: 1)
            try same(try await sets.delete(["c", "nothing", "a", "c"], caller: "alice"), ["c", "a"], "report")
            try same(try await sets.sets(of: "alice").map(\.name), ["b"], "rest")
            try await sets.append(try rows(7..<9), to: "a", model: "other", caller: "alice", at: 3)
            try same(try await all(sets, "a").keys, ["key 7", "key 8"], "made again")
            try await fails(.missing, "the cursor of a deleted set") {
                _ = try await sets.page(of: "a", caller: "alice", after: page.next, bytes: 99)
            }
            try same(try await all(sets, "b").keys.count, 50, "b")
        },
        PortCheck("keeps to its limits and to nothing half done") { sets in
            try await sets.append(try rows(0..<400), to: "set", model: "m", caller: "alice", at: 1)
            try await fails(.limit, "too many rows") {
                try await sets.append(try rows(300..<501), to: "set", model: "m", caller: "alice", at: 2)
            }
            try same(try await sets.set("set", caller: "alice")?.count, 400, "rows")
            try same(try await all(sets).keys.count, 400, "rows read")
            try await fails(.limit, "too many bytes") {
                try await sets.append(try rows(0..<10, dimensions: 800), to: "b", model: "m", caller: "alice", at: 1)
            }
            for name in ["b", "c"] {
                try await sets.append(try rows(0..<1), to: name, model: "m", caller: "alice", at: 1)
            }
            try await fails(.limit, "too many sets") {
                try await sets.append(try rows(0..<1), to: "d", model: "m", caller: "alice", at: 1)
            }
            try await sets.append(try rows(0..<10, dimensions: 900), to: "b", model: "m", caller: "bob", at: 1)
            try await fails(.limit, "too much for all") {
                try await sets.append(try rows(0..<4, dimensions: 900), to: "b", model: "m", caller: "eve", at: 1)
            }
            _ = try await sets.delete(["set"], caller: "alice")
            try await sets.append(try rows(0..<4, dimensions: 900), to: "b", model: "m", caller: "eve", at: 1)
            try same(try await sets.sets(of: "alice").map(\.name), ["b", "c"], "alice")
        },
        PortCheck("takes many tasks at once") { sets in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<100 {
                    group.addTask {
                        let part = task * 4..<task * 4 + 4
                        try await sets.append(try rows(part), to: "set", model: "m", caller: "alice", at: 1)
                    }
                }
                try await group.waitForAll()
            }
            let all = try await all(sets, bytes: 1000)
            try same(Set(all.keys), Set((0..<400).map { "key \($0)" }), "keys")
            // Each vector still belongs to its key.
            let vectors = all.keys.flatMap { vector(Int($0.dropFirst(4)) ?? -1, 3) }
            try same(all.vectors, vectors, "vectors")
        },
    ]
}
