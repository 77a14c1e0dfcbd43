import JSON
import Synchronization
import Testing

@testable import MCP

/// How long tasks live, and how many there may be.
@Suite struct TaskDeskTests {
    /// Seconds that a test moves.
    private final class ManualTime: Sendable {
        private let seconds = Mutex(1000.0)
        var now: Double { seconds.withLock { $0 } }
        func pass(_ more: Double) { seconds.withLock { $0 += more } }
    }

    private static let form = InputRequest.form("?", schema: ["type": "object", "properties": [:]])

    private func begin(_ desk: TaskDesk, owner: String, lifetime: Int = 1000) async throws -> TaskRecord {
        try await desk.begin("t", arguments: nil, owner: owner, lifetime: lifetime) { task in
            _ = try await task.ask([("q", Self.form)])
            return TaskOutcome(result: Array("{}".utf8), isFailure: false)
        }
    }

    private func waits(_ desk: TaskDesk, _ id: String, owner: String, for status: TaskStatus) async throws {
        for _ in 0..<500 {
            if try await desk.find(id, of: owner).record.status == status { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("never \(status)")
    }

    @Test func whatNobodyAnswersGivesItsPlaceUp() async throws {
        let time = ManualTime()
        var limits = TaskDesk.Limits()
        limits.perOwner = 1
        let desk = TaskDesk(limits: limits, now: { time.now })
        let first = try await begin(desk, owner: "a")
        try await waits(desk, first.id, owner: "a", for: .inputRequired)
        await #expect(throws: ProtocolError.self) { try await begin(desk, owner: "a") }
        time.pass(2)
        // The one who asks next makes room.
        _ = try? await begin(desk, owner: "b")
        for _ in 0..<500 where desk.count > 1 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(desk.count == 1)
        _ = try await begin(desk, owner: "a")
    }

    @Test func tasksInMemoryAreBounded() async throws {
        let store = MemoryTasks(capacity: 100, now: { 0 })
        for number in 0..<1000 {
            var record = TaskRecord(
                id: "\(number)", owner: "a", tool: "t", arguments: [], created: Double(number),
                updated: Double(number), lifetime: 1_000_000_000, pollInterval: 1)
            if number != 0 { record.status = .completed }
            try await store.put(record)
        }
        let kept = try await store.tasks(of: "a", after: nil, limit: .max)
        #expect(kept.count < 170)
        #expect(kept.first?.id == "999")
        // What has not ended stays.
        #expect(kept.last?.id == "0")
    }
}
