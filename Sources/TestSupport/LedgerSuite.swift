import Gateway

/// What every ``LedgerStore`` must do.
public enum LedgerSuite {
    private static let day = 86_400.0

    /// An entry for a test.
    public static func entry(
        _ id: String, caller: String = "alice", at time: Double = 0, model: String? = "gpt", cost: Double? = 0.5
    ) -> LedgerEntry {
        var entry = LedgerEntry(id: id, time: time, caller: caller, server: "chat", tool: "chat-create", latency: 0.25)
        entry.model = model
        entry.usage = Usage()
        entry.usage?.input = 10
        entry.usage?.output = 5
        entry.cost = cost.map { Money(dollars: $0) }
        return entry
    }

    private static func ids(_ store: any LedgerStore, _ query: LedgerQuery = LedgerQuery()) async throws -> [[String]] {
        var query = query
        var pages: [[String]] = []
        repeat {
            let page = try await store.list(query)
            pages.append(page.entries.map(\.id))
            query.after = page.next
        } while query.after != nil
        return pages
    }

    public static let checks: [PortCheck<any LedgerStore>] = [
        PortCheck("gives back what came") { store in
            var full = entry("a\u{0}é", caller: "алиса\u{0}", at: 1_790_000_000.125)
            full.usage?.cachedInput = 3
            full.usage?.seconds = 1.5
            full.provider = "openai"
            full.source = .stale
            full.outcome = "rate_limit_exceeded"
            full.status = 429
            full.requestID = "req_1"
            full.request = #"{"x": "\"é"}"#
            full.answer = "{}"
            full.attempts = 3
            var bare = LedgerEntry(id: "b", time: 1, caller: "алиса\u{0}", tool: "model-list")
            bare.attempts = 0
            try await store.append([full, bare])
            try same(try await store.list(LedgerQuery()).entries, [full, bare], "entries")
        },
        PortCheck("keeps an entry once") { store in
            try await store.append([entry("a"), entry("b"), entry("a")])
            try await store.append([entry("b"), entry("c")])
            try same(try await ids(store), [["a", "b", "c"]], "ids")
            try same(try await store.sums(UsageQuery(by: [])).map(\.calls), [3], "calls")
        },
        PortCheck("pages without gap or repetition") { store in
            try await store.append((0..<25).map { entry("e\($0)", at: Double($0 % 3)) })
            for limit in [1, 4, 24, 25, 26] {
                let pages = try await ids(store, LedgerQuery(limit: limit))
                try same(pages.flatMap { $0 }, (0..<25).map { "e\($0)" }, "limit \(limit)")
                try same(pages.count, (25 + limit - 1) / limit, "pages of \(limit)")
            }
        },
        PortCheck("lists one caller and a range of time") { store in
            try await store.append(
                (0..<8).map { entry("e\($0)", caller: $0 % 2 == 0 ? "alice" : "bob", at: Double($0)) })
            try same(try await ids(store, LedgerQuery(caller: "bob", limit: 3)), [["e1", "e3", "e5"], ["e7"]], "bob")
            try same(try await ids(store, LedgerQuery(since: 2, until: 5)), [["e2", "e3", "e4"]], "range")
            try same(try await ids(store, LedgerQuery(caller: "eve")), [[]], "nobody")
        },
        PortCheck("sums up by groups") { store in
            var failed = entry("f", caller: "bob", at: day, model: nil, cost: nil)
            failed.outcome = "timeout"
            failed.usage = nil
            var hit = entry("h", at: day * 2, cost: 0)
            hit.source = .hit
            try await store.append([entry("a"), entry("b", caller: "bob", at: day), failed, hit])
            let sums = try await store.sums(UsageQuery(by: [.caller, .model]))
            try same(sums.map(\.group), [["alice", "gpt"], ["bob", ""], ["bob", "gpt"]], "groups")
            try same(sums.map(\.calls), [2, 1, 1], "calls")
            try same(sums.map(\.failures), [0, 1, 0], "failures")
            try same(sums.map(\.cached), [1, 0, 0], "cached")
            try same(sums.map(\.input), [20, 0, 10], "input")
            try same(sums.map(\.output), [10, 0, 5], "output")
            try same(sums.map(\.cost), [0.5, 0, 0.5].map { Money(dollars: $0) }, "cost")
            try same(sums.map(\.latency), [0.5, 0.25, 0.25], "latency")
            let days = try await store.sums(UsageQuery(by: [.day], since: 1))
            try same(days.map(\.group), [["1970-01-02"], ["1970-01-03"]], "days")
            try same(try await store.sums(UsageQuery(by: [.month], caller: "bob")).map(\.calls), [2], "months")
            try same(try await store.sums(UsageQuery(by: [])).map(\.calls), [4], "all")
            try same(try await store.sums(UsageQuery(by: [], caller: "eve")), [], "nobody")
        },
        PortCheck("erases one caller") { store in
            try await store.append((0..<30).map { entry("e\($0)", caller: $0 % 3 == 0 ? "bob" : "alice") })
            try same(try await store.erase(caller: "alice"), 20, "count")
            try same(try await store.erase(caller: "alice"), 0, "again")
            try same(try await ids(store).flatMap { $0 }.count, 10, "rest")
        },
        PortCheck("purges what is old") { store in
            try await store.append((0..<10).map { entry("e\($0)", at: Double($0)) })
            let page = try await store.list(LedgerQuery(limit: 7))
            try same(try await store.purge(before: 6), 6, "count")
            try same(
                try await store.list(LedgerQuery(after: page.next)).entries.map(\.id), ["e7", "e8", "e9"], "after")
        },
    ]
}
