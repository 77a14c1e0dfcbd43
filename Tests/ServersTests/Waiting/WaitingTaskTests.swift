import Catalogue
import Gateway
import JSON
import MCP
import Synchronization
import Testing

@testable import Servers

/// Everything that goes on at the provider, as a task and by waiting, under a clock that stands still.
@Suite struct WaitingTaskTests {
    private static let tasks = #"{"extensions":{"io.modelcontextprotocol/tasks":{}}}"#
    private let clock = ManualClock()

    static let creators: [(waiting: Int, creator: String)] = Waiting.all.indices.flatMap { index in
        Waiting.all[index].creators.map { (index, $0) }
    }

    /// - Parameter loses: whether patience passes with the clock; else nobody loses it.
    private func bench(
        _ provider: LongProvider, _ store: any TaskStore = MemoryTasks(), losesPatience loses: Bool = false
    ) async throws -> Workbench {
        let surroundings = clock.surroundings
        let options = Workbench.Options(
            handles: Handles(patience: .seconds(44), surroundings: loses ? surroundings : .real)
        ) {
            $0.surroundings = surroundings
            $0.features.tasks = TaskDesk(store: store, now: surroundings.now)
        }
        return try await Workbench(with: options) { provider.answer($0) }
    }

    /// The fewest arguments of a creator that make its work outlast the call.
    private func arguments(_ creator: String, _ waiting: Waiting) throws -> String {
        let endpoint = try #require(Catalogue.endpoint(named: creator))
        var text = String(decoding: ExampleArguments.of(endpoint.signature), as: UTF8.self)
        if let only = waiting.onlyWith { text = text.dropLast() + (text == "{}" ? "" : ",") + "\"\(only)\":true}" }
        return text.replacing("/path/to/file", with: "data:text/plain;base64,eA==")
    }

    private func ended(_ talk: Talk, _ id: String) async throws -> JSONView {
        let task = Task { () async throws -> JSONView in
            while true {
                let found = try await talk.request("tasks/get", #"{"taskId":"\#(id)"}"#)
                let status = found["result"]?["status"]?.string
                if status != "working" { return found }
                await Task.yield()
            }
        }
        return try await clock.pass(until: task)
    }

    @Test("whatever takes long becomes a task and ends with the object", arguments: creators)
    func asTask(_ index: Int, _ creator: String) async throws {
        let waiting = Waiting.all[index]
        let provider = LongProvider(waiting, looks: 3)
        let bench = try await bench(provider)
        let talk = try Talk(bench.server, .v2026_07_28, capabilities: Self.tasks)
        let begun = try await talk.call(creator, try arguments(creator, waiting))["result"]
        #expect(
            begun?["resultType"]?.string == "task", "\(begun.map { String(decoding: $0.raw, as: UTF8.self) } ?? "")")
        let id = try #require(begun?["taskId"]?.string)
        let result = try await ended(talk, id)["result"]
        #expect(result?["status"]?.string == "completed")
        #expect(result?["result"]?["structuredContent"]?["status"]?.string.map(waiting.rests.contains) == true)
        #expect(provider.calls == [creator] + Array(repeating: waiting.reader, count: 3))
    }

    @Test("cancelling a task cancels at the provider", arguments: creators)
    func cancelled(_ index: Int, _ creator: String) async throws {
        let waiting = Waiting.all[index]
        let provider = LongProvider(waiting, looks: .max)
        let bench = try await bench(provider)
        let talk = try Talk(bench.server, .v2026_07_28, capabilities: Self.tasks)
        let begun = try await talk.call(creator, try arguments(creator, waiting))["result"]
        let id = try #require(begun?["taskId"]?.string)
        try await eventually { provider.looks == 1 }
        _ = try await talk.request("tasks/cancel", #"{"taskId":"\#(id)"}"#)
        try await clock.pass(60)
        guard let canceller = waiting.canceller else { return }
        try await eventually { provider.calls.last == canceller.endpoint }
    }

    @Test("a process that stops leaves it going, and the next one waits on without beginning anew")
    func restart() async throws {
        let waiting = Waiting.all[0]
        let provider = LongProvider(waiting, looks: 3)
        let records = MemoryRecords()
        let first = try await bench(provider, RecordedTasks(records))
        let talk = try Talk(first.server, .v2026_07_28, capabilities: Self.tasks)
        let begun = try await talk.call("batch-create", try arguments("batch-create", waiting))["result"]
        let id = try #require(begun?["taskId"]?.string)
        try await eventually { provider.looks == 1 }
        await first.server.features.tasks?.suspend()
        try await clock.pass(60)
        try await eventually { first.server.features.tasks?.count == 0 }
        #expect(provider.calls == ["batch-create", "batch-get"])

        let second = try await bench(provider, RecordedTasks(records))
        try await second.server.features.tasks?.resume(on: second.server) { _ in Caller.local }
        let again = try Talk(second.server, .v2026_07_28, capabilities: Self.tasks)
        let result = try await ended(again, id)["result"]
        #expect(result?["status"]?.string == "completed")
        #expect(result?["result"]?["structuredContent"]?["id"]?.string == "batch_1")
        #expect(provider.calls == ["batch-create", "batch-get", "batch-get", "batch-get"])
        #expect(try await RecordedTasks(records).unfinished().isEmpty)
    }

    @Test("a provider that fails now and then is forgiven, one that is gone is not", arguments: [3, 9])
    func failing(_ failures: Int) async throws {
        let provider = LongProvider(Waiting.all[0], looks: 1, failures: Array(repeating: 503, count: failures))
        let bench = try await bench(provider)
        let talk = try Talk(bench.server, .v2026_07_28, capabilities: Self.tasks)
        let begun = try await talk.call("batch-create", try arguments("batch-create", Waiting.all[0]))["result"]
        let result = try await ended(talk, try #require(begun?["taskId"]?.string))["result"]?["result"]
        if failures == 3 {
            #expect(result?["structuredContent"]?["status"]?.string == "completed")
        } else {
            #expect(result?["isError"]?.bool == true)
            #expect(result?["content"]?[0]?["text"]?.string?.contains(#"wait-for with id "batch_1""#) == true)
        }
    }

    // MARK: Without tasks

    @Test("without tasks a creation answers at once, unless it is to wait", arguments: creators)
    func atOnce(_ index: Int, _ creator: String) async throws {
        let waiting = Waiting.all[index]
        let arguments = try arguments(creator, waiting)
        let provider = LongProvider(waiting, looks: 2)
        let bench = try await bench(provider)
        let outcome = try await bench.call(creator, arguments)
        #expect(outcome.structured?["status"]?.string == "in_progress", "\(outcome.texts)")
        #expect(provider.calls == [creator])
        let waitingArguments = arguments.dropLast() + ",\"wait\":true}"
        let waitingCall = Task { try await bench.call(creator, String(waitingArguments)) }
        let ended = try await clock.pass(until: waitingCall)
        #expect(ended.structured?["status"]?.string.map(waiting.rests.contains) == true, "\(ended.texts)")
        #expect(provider.looks == 2)
    }

    @Test("waiting reports how it stands, and gives a handle when patience ends")
    func patience() async throws {
        let waiting = Waiting.all[0]
        let provider = LongProvider(waiting, looks: 10)
        let bench = try await bench(provider, losesPatience: true)
        let arguments = String(try arguments("batch-create", waiting).dropLast()) + ",\"wait\":true}"
        let call = Task { try await bench.callListening("batch-create", arguments) }
        let (early, reports) = try await clock.pass(until: call)
        let handle = try #require(early.structured?["handle"]?.string)
        #expect(reports.first?.message == "batch batch_1: in_progress (total 4, completed 1)")
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.progress < $1.progress })
        let rest = Task { try await bench.call("wait-for", #"{"id":"\#(handle)"}"#) }
        let end = try await clock.pass(until: rest)
        #expect(end.structured?["status"]?.string == "completed", "\(end.texts)")
        #expect(provider.calls.filter { $0 == "batch-create" }.count == 1)
    }

    @Test(
        "wait-for waits for an object by its id",
        arguments: [
            ("batch_1", nil), ("ftjob-1", nil), ("resp_1", nil), ("run_1", "thread_1"), ("vs_1", nil),
            ("vsfb_1", "vs_1"), ("file-1", "vs_1"), ("evalrun_1", "eval_1"), ("video_1", nil),
        ] as [(String, String?)])
    func waitFor(_ id: String, _ owner: String?) async throws {
        let waiting = try #require(Waiting.of(id: id, owner: owner))
        let provider = LongProvider(waiting, looks: 3)
        let bench = try await bench(provider)
        let of = owner.map { #","of":"\#($0)""# } ?? ""
        let call = Task { try await bench.callListening("wait-for", #"{"id":"\#(id)"\#(of)}"#) }
        let (outcome, reports) = try await clock.pass(until: call)
        #expect(outcome.structured?["status"]?.string.map(waiting.rests.contains) == true, "\(outcome.texts)")
        #expect(reports.count == 3)
        #expect(provider.calls == Array(repeating: waiting.reader, count: 3))
    }

    @Test("wait-for says before patience ends that it still goes on")
    func still() async throws {
        let provider = LongProvider(Waiting.all[0], looks: .max)
        let bench = try await bench(provider)
        let start = clock.surroundings.now()
        let call = Task { try await bench.call("wait-for", #"{"id":"batch_1"}"#) }
        let outcome = try await clock.pass(until: call)
        #expect(clock.surroundings.now() - start <= 44)
        #expect(!outcome.isError && outcome.texts[0].hasPrefix("Still going: batch batch_1: in_progress"))
        #expect(outcome.structured?["status"]?.string == "in_progress")
    }

    @Test(
        "what wait-for cannot wait for is said",
        arguments: [
            (#"{"id":"model-x"}"#, "tells nothing to wait for"), (#"{"id":"run_1"}"#, "`of` is missing"),
            (#"{"id":"result-unknown"}"#, "There is no result"), ("{}", "id"),
        ])
    func wrong(_ arguments: String, _ sentence: String) async throws {
        let outcome = try await bench(LongProvider(Waiting.all[0], looks: 1)).call("wait-for", arguments)
        #expect(outcome.isError && outcome.texts[0].contains(sentence), "\(outcome.texts)")
    }
}
