import JSON
import MCP
import Testing

@testable import HTTPTransport

/// `subscriptions/listen` over HTTP.
@Suite struct ListenTests {
    private static let subscription = "io.modelcontextprotocol/subscriptionId"

    @Test func itIsAcknowledgedAtOnceAndFiltered() async throws {
        try await Conformance.run { http, server in
            let listen = Message.listen(#"{"toolsListChanged":true,"resourceSubscriptions":["test://a"]}"#)
            let socket = try await RawConnection.open(http.port)
            try await socket.post(listen.body, listen.headers)
            #expect(try await socket.waits(for: "notifications/subscriptions/acknowledged"))
            #expect(socket.text.contains("Content-Type: text/event-stream"))
            for change in [Change.prompts, .resource("test://b"), .tools, .resource("test://a")] {
                server.changes.publish(change)
            }
            #expect(try await socket.waits(for: "test://a\"}}"))
            let events = socket.events
            #expect(
                events.map { $0["method"]?.string } == [
                    "notifications/subscriptions/acknowledged", "notifications/tools/list_changed",
                    "notifications/resources/updated",
                ])
            #expect(events.allSatisfy { $0["params"]?["_meta"]?[Self.subscription]?.string == "sub" })
            try await socket.close()
            #expect(try await Conformance.waits(for: 0, on: server))
        }
    }

    @Test(arguments: ["application/json", "*/*", ""])
    func whoReadsOnlyJSONIsRefused(accept: String) async throws {
        try await Conformance.run { http, server in
            let listen = Message.listen(#"{"toolsListChanged":true}"#)
            let headers = listen.headers.filter { $0.0 != "accept" } + [("accept", accept)]
            let answer = try await http.post(listen.body, headers)
            #expect(answer.status == 406)
            #expect(answer.json?["id"]?.string == "sub")
            #expect(server.changes.listeners == 0)
        }
    }

    @Test func pastTheLimitItIsRefused() async throws {
        try await Conformance.run({ $0.maxSubscriptions = 2 }) { http, server in
            let listen = Message.listen(#"{"toolsListChanged":true}"#)
            var sockets: [RawConnection] = []
            for _ in 0..<2 {
                let socket = try await RawConnection.open(http.port)
                try await socket.post(listen.body, listen.headers)
                #expect(try await socket.waits(for: "acknowledged"))
                sockets.append(socket)
            }
            let refused = try await http.post(listen.body, listen.headers)
            #expect(refused.status == 503)
            #expect(refused.headers.first(name: "retry-after") == "1")
            #expect(refused.json?["id"]?.string == "sub")
            // Streams that only wait take no place from calls.
            #expect(try await http.post(Message.call("test_simple_text")).status == 200)
            try await sockets[0].close()
            #expect(try await Conformance.waits(for: 1, on: server))
            let socket = try await RawConnection.open(http.port)
            try await socket.post(listen.body, listen.headers)
            #expect(try await socket.waits(for: "acknowledged"))
        }
    }

    @Test func itEndsWithAResultWhenTheServerDoes() async throws {
        try await Conformance.run { http, _ in
            let listen = Message.listen(#"{"toolsListChanged":true}"#, id: "77")
            let socket = try await RawConnection.open(http.port)
            try await socket.post(listen.body, listen.headers)
            #expect(try await socket.waits(for: "acknowledged"))
            await http.group.triggerGracefulShutdown()
            #expect(try await socket.waitsForEndOfStream())
            let last = try #require(socket.events.last)
            #expect(last["id"]?.int == 77)
            #expect(last["result"]?["resultType"]?.string == "complete")
            #expect(last["result"]?["_meta"]?[Self.subscription]?.int == 77)
        }
    }

    @Test(arguments: [true, false])
    func itEndsWithItsConnection(half: Bool) async throws {
        try await Conformance.run { http, server in
            let listen = Message.listen(#"{"toolsListChanged":true}"#)
            let socket = try await RawConnection.open(http.port)
            try await socket.post(listen.body, listen.headers)
            #expect(try await socket.waits(for: "acknowledged"))
            #expect(server.changes.listeners == 1)
            if half { try await socket.closeWriting() } else { try await socket.close() }
            #expect(try await Conformance.waits(for: 0, on: server))
            #expect(try await socket.waitsForEnd())
        }
    }

    /// What a client has not read yet waits once, however often it changes, and its last state is never lost.
    @Test func aClientThatDoesNotReadMakesNothingGrow() async throws {
        try await Conformance.run { http, server in
            let uris = (0..<999).map { "test://resource/\($0)" }
            let last = "test://last"
            let list = JSONValue.array((uris + [last]).map { .string($0) }).encoded
            let listen = Message.listen(#"{"resourceSubscriptions":\#(String(decoding: list, as: UTF8.self))}"#)
            let socket = try await RawConnection.open(http.port, reads: false)
            try await socket.post(listen.body, listen.headers)
            #expect(try await Conformance.waits(for: 1, on: server))
            let rounds = 100
            for _ in 0..<rounds {
                for uri in uris { server.changes.publish(.resource(uri)) }
                try await Task.sleep(for: .milliseconds(1))
            }
            server.changes.publish(.resource(last))
            try await socket.startReading()
            #expect(try await socket.waits(for: last))
            #expect(socket.events.count < rounds * uris.count / 2)
        }
    }

    @Test func aPartOfAServerHearsWhatTheWholeIsTold() async throws {
        let whole = try Conformance.server()
        let part = try Conformance.server()
        let service = NarrowedServers { _, _ in
            whole.changes.lead(part.changes)
            return part
        }
        let narrowing = try #require(try Narrowing(RequestFields([:]), query: "read_only=true"))
        #expect(try service.server("", narrowing) === part)
        let outlet = PendingReply(.eventStream) { _ in nil }
        let session = SessionState()
        let listening = Task { await session.announce(part, to: outlet) }
        while part.changes.listeners == 0 { await Task.yield() }
        whole.changes.publish(.tools)
        whole.changes.close()
        await listening.value
        #expect(outlet.reader.mailbox.take()?.count == 1)
        #expect(part.changes.listeners == 0)
    }
}
