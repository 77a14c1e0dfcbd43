import Gateway

/// What every ``RecordStore`` must do.
public enum RecordSuite {
    /// A record for a test; its body says which one it is.
    public static func record(
        _ id: String, kind: String = "image", caller: String = "alice", at time: Double = 0
    ) -> StoredRecord {
        StoredRecord(kind: kind, id: id, caller: caller, time: time, body: Array(#"{"id": "\#(id)"}"#.utf8))
    }

    /// The ids of a caller's records, page by page.
    public static func pages(
        _ store: any RecordStore, limit: Int, caller: String = "alice", since: Double? = nil, until: Double? = nil
    ) async throws -> [[String]] {
        var query = RecordQuery(kind: "image", caller: caller, limit: limit, since: since, until: until)
        var pages: [[String]] = []
        repeat {
            let page = try await store.list(query)
            pages.append(page.records.map(\.id))
            query.after = page.next
        } while query.after != nil
        return pages
    }

    public static let checks: [PortCheck<any RecordStore>] = [
        PortCheck("lists the newest first") { store in
            try await store.append([record("b", at: 2), record("d", at: 4)])
            try await store.append([record("a", at: 1), record("c", at: 3), record("c2", at: 3)])
            try same(try await pages(store, limit: 20), [["d", "c2", "c", "b", "a"]], "order")
        },
        PortCheck("gives back what came") { store in
            let odd = StoredRecord(
                kind: "kind \u{0}", id: "\u{0}é🧵", caller: "алиса\u{0}", time: 1_790_000_000.123456, body: [0, 255, 10])
            let empty = StoredRecord(kind: "kind", id: "\u{0}", caller: "алиса\u{0}", time: -1, body: [])
            try await store.append([odd, empty])
            try same(try await store.get(odd.id, kind: odd.kind, caller: odd.caller), odd, "odd")
            try same(try await store.get(empty.id, kind: "kind", caller: odd.caller), empty, "empty")
            try same(
                try await store.list(RecordQuery(kind: odd.kind, caller: odd.caller)).records, [odd], "list")
            try same(try await store.get("\u{0}e\u{301}🧵", kind: odd.kind, caller: odd.caller), nil, "decomposed")
            try same(try await store.get(odd.id, kind: "kind ", caller: odd.caller), nil, "kind cut at NUL")
        },
        PortCheck("pages without gap or repetition") { store in
            // Four records at each time, so that pages end in the middle of equal times.
            try await store.append((0..<25).map { record("r\($0)", at: Double($0 / 4)) })
            let wanted = (0..<25).reversed().map { "r\($0)" }
            for limit in [1, 3, 24, 25, 26] {
                let pages = try await pages(store, limit: limit)
                try same(pages.flatMap { $0 }, wanted, "limit \(limit)")
                try same(pages.count, (25 + limit - 1) / limit, "pages of \(limit)")
            }
        },
        PortCheck("goes on where the last record is gone and new ones came") { store in
            try await store.append((0..<6).map { record("r\($0)", at: Double($0)) })
            var query = RecordQuery(kind: "image", caller: "alice", limit: 2)
            let first = try await store.list(query)
            _ = try await store.delete(["r4", "r3"], kind: "image", caller: "alice")
            try await store.append([record("new", at: 9)])
            query.after = first.next.flatMap { RecordCursor($0.description) }
            try same(try await store.list(query).records.map(\.id), ["r2", "r1"], "second page")
        },
        PortCheck("keeps to a range of time") { store in
            try await store.append((0..<6).map { record("r\($0)", at: Double($0)) })
            try same(try await pages(store, limit: 2, since: 1, until: 5), [["r4", "r3"], ["r2", "r1"]], "range")
            try same(try await pages(store, limit: 9, since: 4), [["r5", "r4"]], "since")
            try same(try await pages(store, limit: 9, until: 1), [["r0"]], "until")
            try same(try await pages(store, limit: 9, since: 4, until: 2), [[]], "nothing between")
        },
        PortCheck("shows nobody the records of another") { store in
            try await store.append([
                record("x", at: 1), record("x", caller: "bob", at: 2), record("x", kind: "moderation", at: 3),
            ])
            try same(try await pages(store, limit: 9), [["x"]], "alice")
            try same(try await store.get("x", kind: "image", caller: "eve"), nil, "eve")
            try same(try await pages(store, limit: 9, caller: ""), [[]], "no caller")
            try same(try await store.delete(["x"], kind: "image", caller: "eve"), [], "eve deletes")
            try same(try await store.delete(["x"], kind: "image", caller: "alice"), ["x"], "alice deletes")
            try same(try await store.get("x", kind: "image", caller: "bob")?.time, 2, "bob")
            try same(try await store.get("x", kind: "moderation", caller: "alice")?.time, 3, "moderation")
        },
        PortCheck("takes no cursor for a key to another's records") { store in
            try await store.append([record("a", at: 1), record("b", caller: "bob", at: 2), record("c", at: 3)])
            let cursor = RecordCursor(time: 9, sequence: 9)
            let page = try await store.list(RecordQuery(kind: "image", caller: "bob", after: cursor))
            try same(page.records.map(\.id), ["b"], "bob")
        },
        PortCheck("replaces a record of the same id") { store in
            try await store.append([record("a", at: 1), record("b", at: 2)])
            var again = record("a", at: 3)
            again.body = Array("{}".utf8)
            try await store.append([again])
            try same(try await pages(store, limit: 9), [["a", "b"]], "order")
            try same(try await store.get("a", kind: "image", caller: "alice"), again, "body")
        },
        PortCheck("reports what it deleted") { store in
            try await store.append([record("a"), record("b"), record("c")])
            let gone = try await store.delete(["c", "nothing", "a", "c", ""], kind: "image", caller: "alice")
            try same(gone, ["c", "a"], "report")
            try same(try await pages(store, limit: 9), [["b"]], "rest")
        },
        PortCheck("erases one caller") { store in
            try await store.append((0..<30).map { record("r\($0)", kind: $0 % 2 == 0 ? "image" : "moderation") })
            try await store.append([record("r1", caller: "bob")])
            try same(try await store.erase(caller: "alice"), 30, "count")
            try same(try await store.erase(caller: "alice"), 0, "again")
            try same(try await pages(store, limit: 9), [[]], "alice")
            try same(try await pages(store, limit: 9, caller: "bob"), [["r1"]], "bob")
        },
        PortCheck("purges what is old") { store in
            try await store.append(
                (0..<10).map { record("r\($0)", caller: $0 % 2 == 0 ? "alice" : "bob", at: Double($0)) })
            try same(try await store.purge(before: 6), 6, "count")
            try same(try await pages(store, limit: 9), [["r8", "r6"]], "alice")
            try same(try await pages(store, limit: 9, caller: "bob"), [["r9", "r7"]], "bob")
        },
        PortCheck("takes many tasks at once") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<100 {
                    group.addTask {
                        try await store.append([record("a\(task)", at: Double(task)), record("b\(task)", at: 0.5)])
                        _ = try await store.list(RecordQuery(kind: "image", caller: "alice"))
                    }
                }
                try await group.waitForAll()
            }
            let ids = try await pages(store, limit: 7).flatMap { $0 }
            try same(ids.count, 200, "count")
            try same(Set(ids).count, 200, "different")
        },
        PortCheck("keeps all of an append or nothing") { store in
            var large = record("large")
            large.body = [UInt8](repeating: 32, count: StoredRecord.largestBody + 1)
            for bad in [large, record(""), record("x", caller: ""), record("x", at: .nan)] {
                do {
                    try await store.append([record("good"), bad])
                    throw Broken(description: "a record that is not allowed was taken")
                } catch let failure as StoreFailure {
                    try same(failure.kind, .refused, "kind of failure")
                }
            }
            try same(try await pages(store, limit: 9), [[]], "nothing")
        },
        PortCheck("ends a page that grows large") { store in
            let records = (0..<5).map { index in
                var record = record("r\(index)", at: Double(index))
                record.body = [UInt8](repeating: 32, count: 3 << 20)
                return record
            }
            try await store.append(records)
            try same(try await pages(store, limit: 9), [["r4", "r3", "r2"], ["r1", "r0"]], "pages")
        },
    ]
}
