import Gateway
import Synchronization
import TestSupport
import Testing

/// What goes by itself: the oldest in memory, and what is older than the operator wants.
@Suite struct BoundsTests {
    @Test func memoryLetsTheOldestGo() async throws {
        let store = MemoryRecords(records: 5)
        try await store.append((0..<4).map { RecordSuite.record("a\($0)", at: Double($0)) })
        // Older than the others, so the first to go.
        try await store.append([RecordSuite.record("old", at: -1), RecordSuite.record("a4", at: 4)])
        #expect(try await RecordSuite.pages(store, limit: 9) == [["a4", "a3", "a2", "a1", "a0"]])
    }

    @Test func oneCallerDoesNotPushOutAnother() async throws {
        let store = MemoryRecords(records: 10)
        try await store.append([RecordSuite.record("b", caller: "bob", at: 0)])
        for number in 0..<50 { try await store.append([RecordSuite.record("a\(number)", at: 1)]) }
        #expect(try await RecordSuite.pages(store, limit: 20, caller: "bob") == [["b"]])
        #expect(try await RecordSuite.pages(store, limit: 20).flatMap { $0 }.count == 9)
    }

    @Test func memoryIsBoundedInBytes() async throws {
        let store = MemoryRecords(bytes: 10_000)
        for number in 0..<20 {
            var record = RecordSuite.record("a\(number)", at: Double(number))
            record.body = [UInt8](repeating: 32, count: 2000)
            try await store.append([record])
        }
        #expect(try await RecordSuite.pages(store, limit: 20) == [["a19", "a18", "a17", "a16"]])
    }

    @Test func oldRecordsAreNotShownAndGo() async throws {
        let memory = MemoryRecords()
        let clock = Mutex(0.0)
        let store = RetainedRecords(memory, days: 2, now: { clock.withLock { $0 } })
        let day = 86_400.0
        try await store.append([RecordSuite.record("a", at: 0), RecordSuite.record("b", at: day)])
        clock.withLock { $0 = 2 * day + 1 }
        #expect(try await RecordSuite.pages(store, limit: 9) == [["b"]])
        #expect(try await RecordSuite.pages(store, limit: 9, since: 0) == [["b"]])
        #expect(try await store.get("a", kind: "image", caller: "alice") == nil)
        #expect(try await RecordSuite.pages(memory, limit: 9) == [["b", "a"]])
        try await store.append([RecordSuite.record("c", at: 2 * day)])
        #expect(try await RecordSuite.pages(memory, limit: 9) == [["c", "b"]])
    }

    @Test func zeroDaysKeepNothing() async throws {
        let memory = MemoryRecords()
        try await memory.append([RecordSuite.record("a", at: 0)])
        let store = RetainedRecords(memory, days: 0, now: { 10 })
        #expect(try await RecordSuite.pages(store, limit: 9) == [[]])
        try await store.append([RecordSuite.record("b", at: 20)])
        #expect(try await store.get("b", kind: "image", caller: "alice") == nil)
        #expect(try await RecordSuite.pages(memory, limit: 9) == [[]])
    }

    @Test(arguments: ["", "-", "1", "1-2-3", "zz zz-1", "-1-1", "0001-1", "ZZ-1", "3w5e11264sgsg-1", "\u{0}-1"])
    func cursorsThatNoListGave(text: String) { #expect(RecordCursor(text) == nil) }

    @Test(arguments: [0.0, -1.0, 1.5, 1_790_000_000.123456, -Double.greatestFiniteMagnitude])
    func cursorsReadBack(time: Double) {
        for sequence: Int64 in [0, 1, 35, .max] {
            let cursor = RecordCursor(time: time, sequence: sequence)
            #expect(RecordCursor(cursor.description) == cursor)
        }
    }
}
