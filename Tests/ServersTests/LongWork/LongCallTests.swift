import Gateway
import JSON
import MCP
import Servers
import Synchronization
import Testing

/// Handles as a client of a server sees them.
@Suite struct LongCallTests {
    private static let chat = #"{"messages": [{"role": "user", "content": "x"}]}"#
    private static let answer =
        #"{"choices":[{"message":{"content":"done"},"finish_reason":"stop"}],"data":[{"embedding":[1]}]}"#

    private let clock = ManualClock()
    private let gate = Gate()

    private func bench(_ script: @escaping ScriptedUpstream.Script) async throws -> Workbench {
        try await Workbench(with: .init(handles: Handles(surroundings: clock.surroundings)), script)
    }

    @Test(
        "a paid call that takes long is answered with a handle, and result-get has the answer",
        arguments: [
            ("chat-completion-create", chat, "done"),
            ("embedding-create", #"{"input": "x", "encoding_format": "float"}"#, answer),
        ])
    func paid(_ tool: String, _ arguments: String, _ text: String) async throws {
        let bench = try await bench { [gate] _ in
            try await gate.pass()
            return .text(Self.answer)
        }
        let call = Task { try await bench.call(tool, arguments) }
        let early = try await clock.pass(until: call)
        #expect(early.structured?["status"]?.string == "running")
        let id = try #require(early.structured?["handle"]?.string)
        #expect(early.texts[0].contains("Call result-get with handle \"\(id)\""))
        gate.open()
        let late = try await bench.call("result-get", #"{"handle": "\#(id)"}"#)
        #expect(late.texts == [text])
        #expect(bench.upstream.calls.count == 1)
    }

    /// A host that sends its file when a gate opens.
    private struct SlowHost: FileSource {
        let gate: Gate

        func fetch(_ url: String, limit: Int) async throws -> RemoteFile {
            try await gate.pass()
            return RemoteFile(name: "a.png", contentType: nil, content: .bytes(Example.fileContent))
        }
    }

    @Test("a file that takes long to fetch keeps nobody waiting either")
    func slowFile() async throws {
        let options = Workbench.Options(
            handles: Handles(surroundings: clock.surroundings), source: SlowHost(gate: gate))
        let bench = try await Workbench("{}", with: options)
        let call = Task { try await bench.call("image-edit", #"{"prompt": "x", "image": "https://host/a.png"}"#) }
        let early = try await clock.pass(until: call)
        let id = try #require(early.structured?["handle"]?.string)
        #expect(bench.upstream.calls.isEmpty)
        gate.open()
        _ = try await bench.call("result-get", #"{"handle": "\#(id)"}"#)
        #expect(bench.upstream.calls.count == 1)
    }

    @Test("a call that costs nothing never gets a handle")
    func free() async throws {
        let bench = try await bench { [gate] _ in
            try await gate.pass()
            return .text("{}")
        }
        let calls = [("model-list", "{}"), ("moderation-check", #"{"input": "x"}"#)]
        let running = calls.map { call in Task { try await bench.call(call.0, call.1) } }
        try await eventually { gate.arrivals == calls.count }
        #expect(bench.handles.count == 0)
        gate.open()
        for task in running { #expect(try await task.value.texts == ["{}"]) }
    }

    @Test("progress ends with the handle, and the stream is read on")
    func progress() async throws {
        let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let send = { (text: String) in
            _ = source.yield(Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"}}]}\n\n".utf8))
        }
        let bench = try await bench { _ in
            Answer(status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(stream))
        }
        let outlet = Listener()
        let message = #"""
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":
            {"name":"chat-completion-create","arguments":\#(Self.chat),"_meta":{"progressToken":"t"}}}
            """#
        let peer = Peer(client: ClientDescription(revision: .v2025_11_25), principal: Caller.local)
        guard case .work(let work) = bench.server.receive(try JSONDocument(message).root, from: peer) else {
            throw NeverHappened()
        }
        let call = Task { try #require(await work.run(outlet: outlet)) }
        send("a")
        try await eventually { outlet.heard == ["a"] }
        let reply = try await clock.pass(until: call)
        let id = try #require(try JSONDocument(reply.bytes).root.value(at: "/result/structuredContent/handle")?.string)
        send("b")
        _ = source.yield(Array("data: [DONE]\n\n".utf8))
        source.finish()
        let result = try await bench.call("result-get", #"{"handle": "\#(id)"}"#)
        #expect(result.texts == ["ab"])
        #expect(outlet.heard == ["a"])
    }

    @Test(
        "a cancelled call ends its work at the provider",
        arguments: [
            ("chat-completion-create", chat), ("model-list", "{}"),
        ])
    func cancelled(_ tool: String, _ arguments: String) async throws {
        let bench = try await bench { [gate] _ in
            try await gate.pass()
            return .text("{}")
        }
        let call = Task { try await bench.call(tool, arguments) }
        try await eventually { gate.arrivals == 1 }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await ending(of: call) }
        try await eventually { gate.wasCancelled && bench.handles.count == 0 }
    }

    @Test(
        "result-get says what it takes",
        arguments: [
            ("{}", "\"handle\" is missing"), (#"{"handle": 7}"#, "\"handle\" is missing"),
            (#"{"handel": "x"}"#, "Unknown argument \"handel\""),
            (#"{"handle": "x"}"#, "There is no result with handle \"x\""),
        ])
    func arguments(_ arguments: String, _ sentence: String) async throws {
        let outcome = try await bench { _ in .text("{}") }.call("result-get", arguments)
        #expect(outcome.isError)
        #expect(outcome.texts[0].hasPrefix(sentence), "\(outcome.texts)")
    }

    /// Keeps the messages of progress notifications.
    private final class Listener: Outlet {
        private let messages = Mutex<[String]>([])
        var heard: [String] { messages.withLock { $0 } }

        func send(_ message: [UInt8]) async {
            guard let text = try? JSONDocument(message).root.value(at: "/params/message")?.string else { return }
            messages.withLock { $0.append(text) }
        }
    }
}
