import Gateway
import JSON
import MCP
import Synchronization
import Testing

@testable import Servers

/// Streams towards clients that are slow, that leave, or whose provider breaks off.
@Suite struct SlowClientTests {
    private static let chat = #"{"messages":[{"role":"user","content":"x"}]}"#

    /// A client that takes a message only when a gate opens.
    private final class Stalled: Outlet {
        let gate = Gate()
        private let messages = Mutex<[JSONView]>([])
        var heard: [JSONView] { messages.withLock { $0 } }

        func send(_ message: [UInt8]) async {
            if let view = try? JSONDocument(message).root { messages.withLock { $0.append(view) } }
            try? await gate.pass()
        }
    }

    /// A stream that a test feeds.
    private struct Feed: Sendable {
        let source: AsyncThrowingStream<[UInt8], any Error>.Continuation
        let answer: Answer

        init() {
            let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            self.source = source
            answer = Answer(
                status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(stream))
        }

        func piece(_ text: String) {
            source.yield(Array("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"}}]}\n\n".utf8))
        }

        func end() {
            source.yield(Array("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n".utf8))
            source.yield(Array("data: [DONE]\n\n".utf8))
            source.finish()
        }
    }

    private func work(_ bench: Workbench, _ tool: String, _ arguments: String) throws -> MCP.Work {
        let message = #"""
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":
            {"name":"\#(tool)","arguments":\#(arguments),"_meta":{"progressToken":"t"}}}
            """#
        let peer = Peer(client: ClientDescription(revision: .v2025_11_25), principal: Caller.local)
        guard case .work(let work) = bench.server.receive(try JSONDocument(message).root, from: peer) else {
            throw NeverHappened()
        }
        return work
    }

    @Test(
        "while a client reads one message, what comes is merged into the next",
        arguments: ["chat-completion-create", "chat-completion-stream"])
    func merged(_ tool: String) async throws {
        let feed = Feed()
        let bench = try await Workbench(answering: feed.answer)
        let outlet = Stalled()
        let work = try work(bench, tool, Self.chat)
        let call = Task { try #require(await work.run(outlet: outlet)) }
        feed.piece("0")
        try await eventually { outlet.heard.count == 1 }
        for number in 1...500 { feed.piece(" \(number)") }
        feed.end()
        outlet.gate.open()
        let reply = try await ending(of: call)
        let whole = (0...500).map(String.init).joined(separator: " ")
        let messages = outlet.heard.compactMap { $0["params"]?["message"]?.string }
        #expect(messages.joined() == whole)
        #expect(messages.count < 20, "\(messages.count)")
        let progress = outlet.heard.compactMap { $0["params"]?["progress"]?.double }
        #expect(zip(progress, progress.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try JSONDocument(reply.bytes).root.value(at: "/result/content/0/text")?.string == whole)
    }

    @Test("past a bound the stream waits for the client")
    func bounded() async throws {
        let progress = try #require(Self.progress(to: Stalled()))
        let big = String(repeating: "x", count: 30_000)
        let reporting = Task { () async throws -> Void in for _ in 0..<100 { await progress.stream.report(.text(big)) }
        }
        try await eventually { progress.outlet.gate.arrivals == 1 }
        let flag = Flag(raisedBy: reporting)
        for _ in 0..<200 { await Task.yield() }
        #expect(!flag.isUp, "it would have buffered 3 MB")
        progress.outlet.gate.open()
        try await ending(of: reporting)
        await progress.stream.flush()
        let heard = progress.outlet.heard.compactMap { $0["params"]?["message"]?.string }
        #expect(heard.joined().utf8.count == 3_000_000)
        #expect(heard.allSatisfy { $0.utf8.count <= NoteQueue.limits.bytes + 30_000 })
    }

    private static func progress(to outlet: Stalled) -> (stream: StreamedProgress, outlet: Stalled)? {
        guard let meta = try? JSONDocument(#"{"progressToken":"t"}"#).root else { return nil }
        let reporter = ProgressReporter(meta: meta, outlet: outlet, revision: .v2025_11_25)
        return (StreamedProgress(reporter), outlet)
    }

    // MARK: Cut streams

    @Test("what had come of a call that its client cancels is found among its results")
    func cancelled() async throws {
        let feed = Feed()
        let bench = try await Workbench(answering: feed.answer)
        let outlet = Stalled()
        outlet.gate.open()
        let work = try work(bench, "chat-completion-create", Self.chat)
        let call = Task { () async throws -> Reply? in await work.run(outlet: outlet) }
        feed.piece("so far")
        try await eventually { outlet.heard.count == 1 }
        call.cancel()
        #expect(try await ending(of: call) == nil)
        let kept = try #require(bench.deposits.list(for: .local).first)
        let found = try await bench.call("result-get", #"{"handle":"\#(kept.uri)"}"#)
        #expect(found.texts == ["so far"])
        #expect(bench.deposits.list(for: Caller(id: "bob", mayUseServerKey: true)).isEmpty)
    }

    @Test("a stream that the provider cuts says where its beginning is kept")
    func cut() async throws {
        let feed = Feed()
        feed.piece("so far")
        feed.source.finish()
        let bench = try await Workbench(answering: feed.answer)
        let (outcome, _) = try await bench.callListening("chat-completion-create", Self.chat)
        #expect(outcome.isError)
        let uri = try #require(outcome.at("partial.uri")?.string)
        #expect(outcome.texts[0].contains(uri) && outcome.types.contains("resource_link"))
        #expect(try await bench.call("result-get", #"{"handle":"\#(uri)"}"#).texts == ["so far"])
    }

    @Test("of speech the sound that had come is kept")
    func speech() async throws {
        let sound = Array("ID3sound".utf8)
        let data = String(decoding: Base64.encode(sound), as: UTF8.self)
        let bench = try await Workbench(
            answering: .events([#"{"type":"speech.audio.delta","audio":"\#(data)"}"#]), with: .init(servers: ["audio"]))
        let (outcome, reports) = try await bench.callListening(
            "audio-speech-stream", #"{"input":"hi","voice":"alloy"}"#)
        #expect(outcome.isError && reports.last?.message == "8 bytes of sound")
        let kept = try #require(bench.deposits.list(for: .local).first)
        #expect(try await bench.deposits.read(kept.uri, for: .local)?.1 == sound)
    }

    @Test("events of a run and of built-in tools are told")
    func events() async throws {
        let run = try await Workbench(
            answering: .events([
                #"{"id":"run_1","object":"thread.run","status":"in_progress"}"#,
                #"{"object":"thread.run.step","type":"message_creation","status":"in_progress"}"#,
                #"{"object":"thread.message.delta","delta":{"content":[{"text":{"value":"Hi"}}]}}"#,
                #"{"id":"run_1","object":"thread.run","status":"completed"}"#, "[DONE]",
            ]), with: .init(servers: ["assistants"]))
        let (_, reports) = try await run.callListening(
            "run-create", #"{"thread_id":"thread_1","assistant_id":"asst_1","stream":true}"#)
        #expect(
            reports.map(\.message) == ["run in_progress", "step message_creation in_progress", "Hi", "run completed"])
        let whole = #"{"id":"r","status":"completed","output":[]}"#
        let response = try await Workbench(
            answering: .events([
                #"{"type":"response.web_search_call.searching"}"#, #"{"type":"response.output_item.added"}"#,
                #"{"type":"response.completed","response":\#(whole)}"#,
            ]))
        let (_, told) = try await response.callListening("response-create", #"{"input":"hi"}"#)
        #expect(told.map(\.message) == ["web_search_call searching"])
    }
}
