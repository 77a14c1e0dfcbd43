#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON
import MCP
import Synchronization
import TestSupport
import Testing

/// Clients that break rules, read nothing or leave in the middle.
@Suite struct BadClientTests {
    private static func call(_ id: Int, _ tool: String, _ text: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":{"text":"\#(text)"}}}"#
    }

    private static func tool(
        _ name: String, _ run: @escaping @Sendable (ToolCall) async throws -> ToolResult
    ) -> Tool {
        Tool(
            name: name, description: "For a test.", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false), run: run)
    }

    @Test("an id in flight is taken; the first request keeps its reply", arguments: Wires.allCases)
    func duplicates(_ kind: Wires) async throws {
        let (gate, opens) = AsyncStream<Void>.makeStream()
        let wait = Self.tool("wait") { _ in
            for await _ in gate { break }
            return ToolResult([.text("waited")])
        }
        let open = Self.tool("open") { call in
            if call.arguments?["text"]?.string == "now" { opens.yield() }
            return ToolResult([.text("opened")])
        }
        let wire = kind.connect(try Server(FixtureServer.identity, tools: [wait, open]))
        try await wire.send(Array(Self.call(7, "wait", "").utf8))
        let refused = try await wire.ask(Self.call(7, "open", "now"))
        #expect(refused["id"]?.int == 7 && refused["error"]?["code"]?.int == -32600)
        // The same number spelled as text is another id.
        let other = try await wire.ask(Self.call(7, "open", "").replacing(#""id":7"#, with: #""id":"7""#))
        #expect(other["id"]?.string == "7" && other["result"] != nil)
        let replies = [
            try await wire.ask(Self.call(8, "open", "now")), try JSONDocument(try await wire.receive()).root,
        ]
        let texts = replies.sorted { $0["id"]?.int ?? 0 < $1["id"]?.int ?? 0 }
            .map { $0["result"]?["content"]?[0]?["text"]?.string }
        #expect(texts == ["waited", "opened"])
        await wire.close()
    }

    @Test("batches are refused where the revision has none", arguments: Wires.allCases, Revision.allCases)
    func batches(_ kind: Wires, _ revision: Revision) async throws {
        let wire = kind.connect(try FixtureServer.make())
        if !revision.isStateless {
            _ = try await wire.ask(
                #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision.rawValue)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
            )
            let reply = try await wire.ask(#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)
            #expect((reply[0]?["result"] != nil) == (revision == .v2025_03_26))
            #expect((reply["error"]?["code"]?.int == -32600) == (revision != .v2025_03_26))
        }
        #expect(try await wire.ask("[]")["error"]?["code"]?.int == -32600)
        await wire.close()
    }

    @Test("a revision that nobody knows is refused, or answered with one that is known", arguments: Wires.allCases)
    func revisions(_ kind: Wires) async throws {
        let wire = kind.connect(try FixtureServer.make())
        for version in ["2099-01-01", "2025-11-25", "", "latest"] {
            let error = try await wire.ask("tools/list", "", version: version)["error"]
            #expect(error?["code"]?.int == -32022)
            #expect(error?["data"]?["requested"]?.string == version)
            #expect(error?["data"]?["supported"]?.elements.compactMap(\.string) == ["2026-07-28"])
            let agreed = try await wire.ask(
                #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
            )
            #expect(agreed["result"]?["protocolVersion"]?.string == "2025-11-25")
        }
        await wire.close()
    }

    @Test("a reply to a question that nobody asked is passed over", arguments: Wires.allCases)
    func replies(_ kind: Wires) async throws {
        let wire = kind.connect(try FixtureServer.make())
        try await wire.send(Array(#"{"jsonrpc":"2.0","id":"ask-1","result":{"action":"accept"}}"#.utf8))
        try await wire.send(Array(#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}"#.utf8))
        #expect(try await wire.ask(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)["id"]?.int == 1)
        await wire.close()
    }

    @Test("a thousand calls in flight over stdio: each reply bears the id of its call", .timeLimit(.minutes(1)))
    func thousand() async throws {
        let late = Self.tool("late") { call in
            let text = call.arguments?["text"]?.string ?? ""
            // Later ones end sooner.
            try await Task.sleep(for: .milliseconds(300 - (Int(text) ?? 0) / 4))
            return ToolResult([.text(text)])
        }
        let wire = PipeWire(try Server(FixtureServer.identity, tools: [late]))
        for id in 1...1000 { try await wire.send(Array(Self.call(id, "late", "\(id)").utf8)) }
        var seen: Set<Int> = []
        for _ in 1...1000 {
            let reply = try JSONDocument(try await wire.receive()).root
            let id = try #require(reply["id"]?.int)
            #expect(reply["result"]?["content"]?[0]?["text"]?.string == "\(id)")
            seen.insert(id)
        }
        #expect(seen.count == 1000)
        await wire.close()
    }

    /// Two pipes, and a server that reads the one and writes the other.
    private struct Pipes {
        let toServer: Int32
        let fromServer: Int32
        let serving: Task<Void, Never>
        let transport: StdioTransport

        init(_ server: Server, drain: Duration) throws {
            var upward: [Int32] = [-1, -1]
            var downward: [Int32] = [-1, -1]
            try #require(pipe(&upward) == 0 && pipe(&downward) == 0)
            let transport = StdioTransport(
                server: server, principal: FixtureServer.Tester(), input: upward[0], output: downward[1], drain: drain)
            self.transport = transport
            (toServer, fromServer) = (upward[1], downward[0])
            serving = Task {
                await transport.run()
                _ = close(upward[0])
                _ = close(downward[1])
            }
        }

        func send(_ text: String) {
            let line = Array(text.utf8) + [0x0A]
            _ = line.withUnsafeBytes { write(toServer, $0.baseAddress, $0.count) }
        }
    }

    @Test("a client that stops reading ends the server, though it goes on writing", .timeLimit(.minutes(1)))
    func halfClosedOutput() async throws {
        let pipes = try Pipes(try FixtureServer.make(), drain: .seconds(3600))
        pipes.send(Self.call(1, "slow", "3600000"))
        close(pipes.fromServer)
        // The answer to this finds nobody.
        pipes.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
        await pipes.serving.value
        close(pipes.toServer)
    }

    @Test("a client that never reads makes nothing grow: the tool waits for it", .timeLimit(.minutes(1)))
    func neverReads() async throws {
        let count = 200_000
        let sent = Mutex(0)
        let chatter = Self.tool("chatter") { call in
            for step in 1...count {
                try Task.checkCancellation()
                await call.progress?.report(Double(step), message: "and one more")
                sent.withLock { $0 = step }
            }
            return ToolResult([])
        }
        var features = Features()
        features.announcesChanges = true
        let server = try Server(FixtureServer.identity, tools: [chatter], features: features)
        let pipes = try Pipes(server, drain: .zero)
        pipes.send(
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"chatter","_meta":{"progressToken":1}}}"#)
        var before = -1
        while case let now = sent.withLock({ $0 }), now == 0 || now != before {
            before = now
            server.changes.publish(.tools)
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(before < count, "the tool stands still before it has said everything")
        pipes.transport.stop()
        close(pipes.fromServer)
        await pipes.serving.value
        close(pipes.toServer)
    }
}

extension String {
    fileprivate func replacing(_ part: String, with other: String) -> String {
        var text = self
        if let range = text.ranges(of: part).first { text.replaceSubrange(range, with: other) }
        return text
    }
}
