import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// Work that outlives its request, under a clock that stands still until told otherwise.
@Suite struct HandleTests {
    private static let ann = Caller(id: "ann", mayUseServerKey: true)
    private static let bob = Caller(id: "bob", mayUseServerKey: true)

    private let clock = ManualClock()
    private let gate = Gate()
    private let handles: Handles

    init() {
        handles = Handles(
            patience: .seconds(45), lifetime: .seconds(3600), capacity: 2, surroundings: clock.surroundings)
    }

    /// Starts work that waits at the gate and then answers.
    private func start(_ text: String = "done", at gate: Gate? = nil) async throws -> Task<ToolResult, any Error> {
        let gate = gate ?? self.gate
        let before = gate.arrivals
        let request = Task { [handles] in
            try await handles.run(for: Self.ann) { _ in
                try await gate.pass()
                return ToolResult([.text(text)])
            }
        }
        try await eventually { gate.arrivals > before }
        return request
    }

    /// Lets a request run out of patience and returns its handle.
    private func handle(of request: Task<ToolResult, any Error>) async throws -> String {
        try await clock.pass(45)
        let result = try await clock.pass(until: request)
        #expect(status(result) == "running")
        #expect(!result.isError)
        let structured = try JSONDocument(try #require(result.structured)).root
        return try #require(structured["handle"]?.string)
    }

    private func status(_ result: ToolResult) -> String? {
        result.structured.flatMap { try? JSONDocument($0).root["status"]?.string }
    }

    // MARK: The first request

    @Test("a result that comes in time is the answer, and nothing is kept")
    func inTime() async throws {
        let request = try await start()
        #expect(handles.count == 1)
        try await clock.pass(44)
        try await clock.settle()
        gate.open()
        #expect(try await request.value.content == [.text("done")])
        #expect(handles.count == 0)
    }

    @Test("a failure that comes in time is the answer")
    func failure() async throws {
        await #expect(throws: NeverHappened.self) {
            try await handles.run(for: Self.ann) { _ in throw NeverHappened() }
        }
        #expect(handles.count == 0)
    }

    @Test("past its patience a request gets a handle, and not before")
    func handover() async throws {
        let request = try await start()
        let hasEnded = Flag(raisedBy: request)
        try await clock.pass(44.9)
        try await clock.settle()
        #expect(!hasEnded.isUp)
        let result = try await clock.pass(until: request)
        guard case .text(let text)? = result.content.first else { throw NeverHappened() }
        #expect(text.hasPrefix("Still working after 45 s; the call goes on. Call result-get with handle \"result-"))
        #expect(text.contains("kept for 60 minutes"))
        #expect(handles.count == 1)
        gate.open()
    }

    @Test("cancelling a request that waits cancels its work")
    func cancelledBefore() async throws {
        let request = try await start()
        request.cancel()
        await #expect(throws: CancellationError.self) { try await ending(of: request) }
        #expect(gate.wasCancelled)
        #expect(handles.count == 0)
    }

    @Test("cancelling a request that was answered with a handle leaves the work alone")
    func cancelledAfter() async throws {
        let request = try await start()
        let id = try await handle(of: request)
        request.cancel()
        gate.open()
        #expect(try await handles.result(of: id, for: Self.ann).content == [.text("done")])
        #expect(!gate.wasCancelled)
    }

    // MARK: The handle

    @Test("the same caller gets the result, as often as it asks; another one does not")
    func owner() async throws {
        let id = try await handle(of: try await start())
        gate.open()
        for _ in 1...2 { #expect(try await handles.result(of: id, for: Self.ann).content == [.text("done")]) }
        let refused = try await handles.result(of: id, for: Self.bob)
        #expect(refused.isError)
        #expect(status(refused) == "unknown")
        #expect(try await status(handles.result(of: "result-1", for: Self.ann)) == "unknown")
    }

    @Test("a failure behind a handle is thrown to whoever asks")
    func failureBehindHandle() async throws {
        let gate = Gate()
        let request = Task { [handles] in
            try await handles.run(for: Self.ann) { _ in
                try await gate.pass()
                throw NeverHappened()
            }
        }
        let id = try await handle(of: request)
        gate.open()
        await #expect(throws: NeverHappened.self) { try await handles.result(of: id, for: Self.ann) }
    }

    @Test("whoever asks too early waits as long as a request may, and is told to ask again")
    func stillRunning() async throws {
        let id = try await handle(of: try await start())
        let early = Task { try await handles.result(of: id, for: Self.ann) }
        let result = try await clock.pass(until: early)
        #expect(status(result) == "running")
        #expect(result.content != [.text("done")])
        let patient = Task { try await handles.result(of: id, for: Self.ann) }
        gate.open()
        #expect(try await patient.value.content == [.text("done")])
    }

    @Test("cancelling a question ends the wait at once and leaves the work alone", arguments: [0, 20])
    func cancelledQuestion(_ milliseconds: Int) async throws {
        let id = try await handle(of: try await start())
        let question = Task { try await handles.result(of: id, for: Self.ann) }
        // Before it waits, and while it does.
        try await Task.sleep(for: .milliseconds(milliseconds))
        question.cancel()
        await #expect(throws: CancellationError.self) { try await ending(of: question) }
        #expect(!gate.wasCancelled)
        gate.open()
        #expect(try await handles.result(of: id, for: Self.ann).content == [.text("done")])
    }

    // MARK: The end

    @Test("a result is kept for its lifetime and then forgotten")
    func expiry() async throws {
        let id = try await handle(of: try await start())
        gate.open()
        _ = try await handles.result(of: id, for: Self.ann)
        try await clock.pass(3599)
        try await clock.settle()
        #expect(try await handles.result(of: id, for: Self.ann).content == [.text("done")])
        try await clock.pass(2)
        try await eventually { handles.count == 0 }
        #expect(try await status(handles.result(of: id, for: Self.ann)) == "unknown")
    }

    @Test("past the capacity the oldest result goes; work and requests that still run do not")
    func capacity() async throws {
        let open = Gate()
        var ids: [String] = []
        for number in 1...3 {
            ids.append(try await handle(of: try await start("\(number)", at: open)))
        }
        let running = try await handle(of: try await start())
        let waiting = [try await start("a"), try await start("b")]
        #expect(handles.count == 6)
        open.open()
        for id in ids { _ = try await handles.result(of: id, for: Self.ann) }
        try await clock.pass(1)
        try await eventually { handles.count == 4 }
        try await clock.settle()
        // Four handles and places for two: the oldest two results went, whatever still waits for its first answer.
        #expect(handles.count == 4)
        #expect(try await status(handles.result(of: ids[0], for: Self.ann)) == "unknown")
        #expect(try await status(handles.result(of: ids[1], for: Self.ann)) == "unknown")
        #expect(try await handles.result(of: ids[2], for: Self.ann).content == [.text("3")])
        gate.open()
        #expect(try await handles.result(of: running, for: Self.ann).content == [.text("done")])
        #expect(try await waiting[0].value.content == [.text("a")])
        #expect(try await waiting[1].value.content == [.text("b")])
    }

    @Test("a thousand requests leave nothing behind")
    func leaks() async throws {
        gate.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...1000 {
                group.addTask { [handles, gate] in
                    _ = try await handles.run(for: Self.ann) { _ in
                        try await gate.pass()
                        return ToolResult([])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(handles.count == 0)
    }
}
