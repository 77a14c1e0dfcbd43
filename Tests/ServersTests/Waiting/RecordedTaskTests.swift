import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct RecordedTaskTests {
    private func record(_ id: String, _ owner: String = "ann", at time: Double = 1, _ status: TaskStatus = .working)
        throws
        -> TaskRecord
    {
        let json: JSONValue = [
            "id": .string(id), "owner": .string(owner), "tool": "batch-create", "arguments": ["a": 1],
            "status": .string(status.rawValue), "created": .double(time), "updated": .double(time),
            "lifetime": 3_600_000, "pollInterval": 1000,
        ]
        return try #require(TaskRecord(json.encoded))
    }

    @Test("a task is found by its owner only, newest first")
    func owners() async throws {
        let store = RecordedTasks(MemoryRecords())
        for (number, id) in ["a", "b", "c"].enumerated() { try await store.put(record(id, at: Double(number))) }
        try await store.put(record("d", "bob"))
        #expect(try await store.task("a", of: "ann")?.id == "a")
        #expect(try await store.task("a", of: "bob") == nil)
        #expect(try await store.tasks(of: "ann", after: nil, limit: 2).map(\.id) == ["c", "b"])
        #expect(try await store.tasks(of: "ann", after: "b", limit: 2).map(\.id) == ["a"])
        #expect(try await store.tasks(of: "ann", after: "gone", limit: 2).isEmpty)
    }

    @Test("another process finds what has not ended, of every caller")
    func index() async throws {
        let records = MemoryRecords()
        let store = RecordedTasks(records)
        try await store.put(record("a"))
        try await store.put(record("b", "bob"))
        try await store.put(record("c"))
        try await store.put(record("c", at: 1, .completed))
        #expect(Set(try await RecordedTasks(records).unfinished().map(\.id)) == ["a", "b"])
        #expect(try await store.task("c", of: "ann")?.status == .completed)
        try await store.put(record("b", "bob", .failed))
        #expect(try await RecordedTasks(records).unfinished().map(\.id) == ["a"])
    }

    @Test("a store that keeps nothing else keeps a task until it may be forgotten")
    func retention() async throws {
        let records = MemoryRecords()
        let store = RecordedTasks(records)
        try await store.put(record("a", at: 1000))
        let kept = RetainedRecords(records, days: 0, now: { 2000 })
        try await kept.append([])
        #expect(try await store.task("a", of: "ann") != nil)
        try await records.purge(before: 1000 + 3600 + 1)
        #expect(try await store.task("a", of: "ann") == nil)
        #expect(try await store.unfinished().isEmpty)
    }

    @Test("arguments that are too large to be kept are left out")
    func large() async throws {
        let store = RecordedTasks(MemoryRecords())
        var task = try record("a")
        task.arguments = JSONValue.object([.init("x", .string(String(repeating: "x", count: 5 << 20)))]).encoded
        task.memory = Array("m".utf8)
        try await store.put(task)
        let found = try #require(try await store.task("a", of: "ann"))
        #expect(found.arguments == Array("{}".utf8) && found.memory == Array("m".utf8))
    }
}
