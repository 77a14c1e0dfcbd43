import JSON
import MCP
import NIOCore
import Testing

@testable import HTTPTransport

@Suite struct StreamTests {
    @Test func quickReplyIsJSONAndProgressMakesAStream() async throws {
        try await Harness.run { server in
            let quick = try await server.post(Message.call("echo", #"{"text":"q"}"#), Message.both)
            #expect(quick.type == "application/json")

            let stream = try await server.post(Message.call("progress", id: 5, token: "tok"), Message.both)
            #expect(stream.status == 200)
            #expect(stream.type == "text/event-stream")
            #expect(stream.headers.first(name: "x-accel-buffering") == "no")
            #expect(stream.headers.first(name: "cache-control") == "no-store")
            #expect(stream.events.map { $0["params"]?["progress"]?.int } == [1, 2, 3, nil])
            #expect(stream.events.last?["id"]?.int == 5)
            #expect(stream.events.last?["result"]?["content"]?[0]?["text"]?.string == "done")

            let events = try await server.post(Message.list, [("accept", "text/event-stream")])
            #expect(events.type == "text/event-stream")
            #expect(events.events.first?["result"]?["tools"] != nil)
        }
    }

    @Test func slowWorkIsKeptAlive() async throws {
        try await Harness.run({ $0.keepAliveInterval = .milliseconds(40) }) { server in
            let stream = try await server.post(Message.call("sleep", #"{"ms":2000}"#), Message.both)
            #expect(stream.type == "text/event-stream")
            #expect(stream.body.split(separator: "\n").filter { $0.hasPrefix(":") }.count >= 2)
            #expect(stream.events.count == 1)
            let plain = try await server.post(Message.call("sleep", #"{"ms":120}"#))
            #expect(plain.type == "application/json")
        }
    }

    @Test func workPastItsTimeEndsWithAnError() async throws {
        try await Harness.run({ $0.workTimeout = .milliseconds(60) }) { server in
            for headers in [[], Message.both] {
                let answer = try await server.post(Message.call("sleep", #"{"ms":10000}"#), headers)
                #expect(answer.status == 200)
                #expect(answer.code == -32603)
                #expect(answer.json?["id"]?.int == 7)
            }
            #expect(try await server.witness.waits(for: "cancelled"))
            let batch = try await server.post("[\(Message.call("sleep", #"{"ms":10000}"#, id: 1)),\(Message.list)]")
            #expect(batch.json?.count == 2)
        }
    }

    @Test func aClientThatDoesNotReadHoldsTheToolBack() async throws {
        try await Harness.run { server in
            let response = try await server.open(
                .POST, "/mcp", Message.both + [("content-type", "application/json")],
                body: Message.call("flood", token: "f"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(!server.witness.seen.contains("flood 160"))
            let rest = try await response.body.collect(upTo: 1 << 26)
            #expect(rest.readableBytes > 16_000_000)
            #expect(server.witness.seen.contains("flood 160"))
        }
    }

    // MARK: Cancelling

    @Test func aSessionCancelsItsOwnRequest() async throws {
        try await Harness.run { server in
            let session = [("mcp-session-id", try await server.initialize())]
            let other = [("mcp-session-id", try await server.initialize())]
            async let waiting = server.post(Message.call("sleep", #"{"ms":10000}"#, id: 3), Message.both + session)
            #expect(try await server.witness.waits(for: "sleeping"))
            let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"#
            #expect(try await server.post(cancel, other).status == 202)
            #expect(try await server.post(cancel).status == 202)
            #expect(!server.witness.seen.contains("cancelled"))
            let twice = try await server.post(Message.call("echo", id: 3), session)
            #expect(twice.status == 400)
            #expect(try await server.post(cancel, session).status == 202)
            let answer = try await waiting
            #expect(answer.status == 202)
            #expect(answer.body.isEmpty)
            #expect(try await server.witness.waits(for: "cancelled"))
        }
    }

    @Test func eachRequestOfABatchIsCancelledByItself() async throws {
        try await Harness.run { server in
            let session = [("mcp-session-id", try await server.initialize(revision: "2025-03-26"))]
            let slow = #"{"ms":10000}"#
            func cancel(_ id: Int) -> String {
                #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#
            }
            let calls = [
                Message.call("sleep", #"{"ms":300}"#, id: 1), Message.call("sleep", slow, id: 2),
                Message.call("sleep", slow, id: 3), cancel(3),
            ]
            async let waiting = server.post("[\(calls.joined(separator: ","))]", session)
            #expect(try await server.witness.waits(for: "sleeping"))
            #expect(try await server.post(cancel(2), session).status == 202)
            let answer = try await waiting
            #expect(answer.json?.elements.map { $0["id"]?.int } == [1])

            async let all = server.post("[\(Message.call("sleep", slow, id: 4)),\(cancel(4))]", session)
            #expect(try await all.status == 202)
        }
    }

    @Test func workPastTheLimitIsRefused() async throws {
        try await Harness.run({ $0.maxInFlight = 2 }) { server in
            let session = [("mcp-session-id", try await server.initialize())]
            async let waiting = server.post(Message.call("sleep", #"{"ms":10000}"#, id: 3), session)
            #expect(try await server.witness.waits(for: "sleeping"))
            #expect(try await server.post(Message.call("echo")).status == 200)
            let calls = (1...2).map { Message.call("echo", id: $0) }
            let batch = try await server.post("[\(calls.joined(separator: ","))]")
            #expect(batch.status == 503)
            async let other = server.post(Message.call("sleep", #"{"ms":10000}"#, id: 4), session)
            for _ in 0..<500 where server.witness.seen.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
            let refused = try await server.post(Message.call("echo", id: 5))
            #expect(refused.status == 503)
            #expect(refused.headers.first(name: "retry-after") == "1")
            #expect(refused.code == -32603)
            #expect(refused.json?["id"]?.int == 5)
            for id in 3...4 {
                let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id)}}"#
                #expect(try await server.post(cancel, session).status == 202)
            }
            #expect(try await [waiting.status, other.status] == [202, 202])
        }
    }

    @Test func whatComesAfterTheEndIsToldSo() {
        let work = PendingWork(HTTPConfiguration())
        work.close()
        let pending = PendingReply(.json) { FinalMessage(Reply($0, id: nil)) }
        let part = PendingWork.Part(key: work.unnamed()) {}
        let refusal = #expect(throws: Refusal.self) {
            try work.start([part], pending, on: ClientConnection(), isCancelledWithIt: false)
        }
        #expect(refusal?.message == "The server is shutting down.")
        #expect(refusal?.status == .serviceUnavailable)
    }

    @Test(arguments: ["bare", "stateless", "session"])
    func leavingCancelsUnlessThereIsASession(client: String) async throws {
        try await Harness.run { server in
            var (body, headers) = (Message.call("sleep", #"{"ms":400}"#), Message.both)
            if client == "stateless" {
                (body, headers) = Message.stateless("tools/call", name: "sleep", #"{"ms":400}"#)
            }
            if client == "session" { headers += [("mcp-session-id", try await server.initialize())] }
            let socket = try await RawConnection.open(server.port)
            try await socket.post(body, headers)
            #expect(try await server.witness.waits(for: "sleeping"))
            try await socket.close()
            #expect(try await server.witness.waits(for: client == "session" ? "slept" : "cancelled"))
            #expect(!server.witness.seen.contains(client == "session" ? "cancelled" : "slept"))
        }
    }
}
