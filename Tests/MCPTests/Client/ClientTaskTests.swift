import ConformanceFixtures
import JSON
import MCP
import Synchronization
import TestSupport
import Testing

/// Calls that become tasks, as the client follows them.
@Suite struct ClientTaskTests {
    private static let eras = [Client.Era.stateless, .handshake(.v2025_11_25)]

    private func call(
        _ client: Client, _ tool: String, _ arguments: String = "{}", seen: TaskLog = TaskLog()
    ) async throws -> JSONView {
        try await client.call(tool, arguments: Array(arguments.utf8), observer: TaskObserver { seen.add($0) })
    }

    @Test("a long call becomes a task and ends with the tool's result", arguments: eras)
    func completes(_ era: Client.Era) async throws {
        let client = try await ClientInputTests.client(era)
        let seen = TaskLog()
        let result = try await call(client, "slow_compute", #"{"seconds":0.1,"label":"x"}"#, seen: seen)
        #expect(result["content"]?[0]?["text"]?.string == "Computed: x")
        #expect(seen.statuses == [.working, .completed])
        #expect(Set(seen.ids).count == 1)
        await client.close()
    }

    @Test("what a task asks is answered, each question once", arguments: eras)
    func asks(_ era: Client.Era) async throws {
        let asked = Mutex(0)
        var features = ClientInputTests.features
        let fill = try #require(features.elicitation)
        features.elicitation = { request in
            asked.withLock { $0 += 1 }
            return try await fill(request)
        }
        let client = try await ClientInputTests.client(era, features)
        #expect(
            try await call(client, "confirm_delete", #"{"filename":"a.txt"}"#)["content"]?[0]?["text"]?.string
                == "Deleted a.txt.")
        #expect(try await call(client, "multi_input")["content"]?[0]?["text"]?.string == "Got 2 answers.")
        #expect(asked.withLock { $0 } == 3)
        await client.close()
    }

    @Test("what is asked before the work begins is asked first, and then the task runs")
    func composed() async throws {
        let client = try await ClientInputTests.client(.stateless)
        let result = try await call(client, "test_tool_with_task")
        #expect(result["content"]?[0]?["text"]?.string == "Done for Alice.")
        await client.close()
    }

    @Test("a failure of the tool is a result, one of the protocol an error", arguments: eras)
    func failures(_ era: Client.Era) async throws {
        let client = try await ClientInputTests.client(era)
        #expect(try await call(client, "failing_job")["isError"]?.bool == true)
        let failure = await #expect(throws: ClientFailure.self) { try await call(client, "protocol_error_job") }
        #expect("\(try #require(failure))" == "the server refused (-32603): The job broke.")
        await client.close()
    }

    @Test("a tool that is no task answers at once, also to a client that follows tasks", arguments: eras)
    func notATask(_ era: Client.Era) async throws {
        let client = try await ClientInputTests.client(era)
        let seen = TaskLog()
        #expect(
            try await call(client, "greet", #"{"name":"Bob"}"#, seen: seen)["content"]?[0]?["text"]?.string
                == "Hello, Bob!")
        #expect(seen.statuses.isEmpty)
        await client.close()
    }

    @Test("a server without tasks is not asked for one")
    func noTasks() async throws {
        let transport = MemoryTransport(server: try FixtureServer.make(), principal: FixtureServer.Tester())
        let client = Client(transport, name: "test", version: "1")
        _ = try await client.connect(.handshake(.v2025_11_25))
        #expect(try await call(client, "echo", #"{"text":"hi"}"#)["content"]?[0]?["text"]?.string == "hi")
        await client.close()
    }

    @Test("a client that is cancelled cancels its task", arguments: eras)
    func cancelled(_ era: Client.Era) async throws {
        let server = try ConformanceServer.make(sealer: TestSealer())
        let client = Client(
            MemoryTransport(server: server, principal: FixtureServer.Tester()), name: "test", version: "1")
        _ = try await client.connect(era)
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let task = Task {
            let observer = TaskObserver { _ in begins.yield() }
            return try await client.call(
                "slow_compute", arguments: Array(#"{"seconds":3600}"#.utf8), observer: observer)
        }
        for await _ in begun { break }
        #expect(server.features.tasks?.count == 1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // The work itself ends a little later.
        for _ in 0..<500 where server.features.tasks?.count != 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(server.features.tasks?.count == 0)
        await client.close()
    }

    @Test("the server says how often it wants to be asked, and may change its mind")
    func interval() async throws {
        let times = ["working", "working", "completed"]
        let server = ScriptedServer { message, count in
            switch message.method {
            case "tools/call":
                .result(#"{"resultType":"task","taskId":"t","status":"working","ttlMs":null,"pollIntervalMs":70}"#)
            case "tasks/get":
                .result(
                    #"{"resultType":"complete","taskId":"t","status":"\#(times[count])","ttlMs":null,"pollIntervalMs":\#(500 + count),"result":{"content":[]}}"#
                )
            default: .result(ScriptedServer.discovery)
            }
        }
        let waits = Mutex<[Duration]>([])
        let client = Client(server, name: "test", version: "1") { wait in waits.withLock { $0.append(wait) } }
        _ = try await client.connect(.stateless)
        _ = try await client.call("t", arguments: Array("{}".utf8), observer: TaskObserver())
        #expect(waits.withLock { $0 } == [.milliseconds(70), .milliseconds(500), .milliseconds(501)])
        #expect(server.messages.filter { $0.method == "tasks/get" }.allSatisfy { $0.name == "t" })
        let declared = try server.params("tools/call") + server.params("tasks/get")
        #expect(
            declared.allSatisfy {
                $0["_meta"]?[MetaKey.clientCapabilities]?["extensions"]?[MetaKey.tasksExtension] != nil
            })
    }
}

/// The states of tasks that a client has seen.
final class TaskLog: Sendable {
    private let states = Mutex<[TaskState]>([])

    func add(_ state: TaskState) { states.withLock { $0.append(state) } }
    var statuses: [TaskStatus] { states.withLock { $0.map(\.status) } }
    var ids: [String] { states.withLock { $0.map(\.id) } }
}
