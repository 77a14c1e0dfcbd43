import JSON
import MCP
import NIOCore
import Testing

@testable import HTTPTransport

/// Streams that broke off and are read on (2025-03-26 to 2025-11-25).
@Suite struct ResumptionTests {
    private static let resume = [("accept", "text/event-stream")]

    // MARK: Over the wire

    @Test func aStreamThatTheClientCutIsReadOn() async throws {
        try await Harness.run { http in
            let session = try await http.session()
            let socket = try await RawConnection.open(http.port)
            try await socket.post(Message.call("flood", #"{"steps":8}"#, id: 5, token: "t"), session)
            #expect(try await socket.waits(for: "\"progress\":2"))
            let ids = socket.eventIDs
            // The empty event at the beginning, then one for each message.
            #expect(ids.first?.hasSuffix("-0") == true)
            try await socket.close()
            let rest = try await http.send(.GET, "/mcp", session + [("last-event-id", ids[1])])
            #expect(rest.status == 200)
            #expect(rest.type == "text/event-stream")
            #expect(rest.events.compactMap { $0["params"]?["progress"]?.int } == Array(2...8))
            #expect(rest.events.last?["id"]?.int == 5)
            let numbers = rest.body.split(separator: "\n").filter { $0.hasPrefix("id: ") }
                .compactMap { $0.split(separator: "-").last.flatMap { Int($0) } }
            #expect(numbers == Array(2...9))
            // It can be read again as long as it is kept, from any event on.
            let end = try await http.send(.GET, "/mcp", session + [("last-event-id", ids[0])])
            #expect(end.events.count == 9)
        }
    }

    @Test func aToolGoesOnWhereItsClientHasLeft() async throws {
        try await Harness.run { http in
            let session = try await http.session(revision: "2025-06-18")
            let socket = try await RawConnection.open(http.port)
            try await socket.post(Message.call("progress", id: 5, token: "t"), session)
            #expect(try await socket.waits(for: "\"progress\":1"))
            let first = try #require(socket.eventIDs.first)
            #expect(first.hasSuffix("-1"))
            try await socket.close()
            let rest = try await http.send(.GET, "/mcp", session + [("last-event-id", first)])
            #expect(rest.events.last?["result"]?["content"]?[0]?["text"]?.string == "done")
        }
    }

    @Test func aSecondReaderTakesThePlaceOfTheFirst() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let socket = try await RawConnection.open(http.port)
            try await socket.post(Message.call("test_elicitation", #"{"message":"m"}"#), session)
            #expect(try await socket.waits(for: "elicitation/create"))
            let again = try await RawConnection.open(http.port)
            try await again.send("GET", "/mcp", session + [("last-event-id", socket.eventIDs[0])])
            #expect(try await again.waits(for: "elicitation/create"))
            #expect(try await socket.waitsForEnd())
        }
    }

    @Test func nobodyElseReadsOn() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session([("x-api-key", "sk-1")])
            let answer = try await http.post(Message.call("test_tool_with_progress", token: "t"), session)
            let id = try #require(Self.ids(answer).first)
            let other = try await http.session([("x-api-key", "sk-1")])
            let stranger = session.filter { $0.0 != "x-api-key" }
            for headers in [other, stranger] {
                let refused = try await http.send(.GET, "/mcp", headers + [("last-event-id", id)])
                #expect(refused.status == 404)
                #expect(refused.code == -32600)
            }
            #expect(try await http.send(.GET, "/mcp", [("last-event-id", id)] + Self.resume).status == 405)
            #expect(try await http.send(.GET, "/mcp", session + [("last-event-id", id)]).status == 200)
            #expect(try await http.send(.DELETE, "/mcp", session).status == 204)
            #expect(try await http.send(.GET, "/mcp", session + [("last-event-id", id)]).status == 404)
        }
    }

    @Test func whatIsNoEventIsNotFound() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let answer = try await http.post(Message.call("test_tool_with_progress", token: "t"), session)
            let stream = try #require(Self.ids(answer).first?.split(separator: "-").first)
            for id in [
                "\(stream)-5", "\(stream)--1", "\(stream)-9223372036854775807", "\(stream)-99999999999999999999",
                "\(stream)", "\(stream)-", "\(stream)-1-1", "x-1", "-", " ", "\(stream)-1, \(stream)-1",
            ] {
                let refused = try await http.send(.GET, "/mcp", session + [("last-event-id", id)])
                #expect(refused.status == 404, "\(id)")
            }
            #expect(try await http.send(.GET, "/mcp", session + [("last-event-id", "\(stream)-4")]).status == 200)
        }
    }

    /// The server sends its client away, which comes back for the answer (2025-11-25, SEP-1699).
    @Test func aServerEndsItsStreamBeforeTheAnswer() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let first = try await http.post(Message.call("test_reconnection", id: 1), session)
            #expect(first.type == "text/event-stream")
            #expect(first.body.hasPrefix("id: "))
            #expect(first.body.hasSuffix("\nretry: 500\ndata: \n\n"))
            #expect(first.events.isEmpty)
            let id = try #require(Self.ids(first).last)
            let rest = try await http.send(.GET, "/mcp", session + [("last-event-id", id)])
            #expect(rest.type == "text/event-stream")
            #expect(rest.events.last?["id"]?.int == 1)
            #expect(rest.events.last?["result"]?["content"]?[0]?["text"]?.string == "The stream was taken up again.")
            // Older sessions and those who read only JSON have the answer where they asked.
            for headers in [
                try await http.session(revision: "2025-06-18"), session.filter { $0.0 != "accept" }, Message.both,
            ] {
                let answer = try await http.post(Message.call("test_reconnection", id: 1), headers)
                #expect(answer.text == "The stream was taken up again.")
            }
        }
    }

    @Test func aQuietStreamCanBeTakenUp() async throws {
        try await Harness.run({ $0.keepAliveInterval = .milliseconds(40) }) { http in
            let session = try await http.session()
            let socket = try await RawConnection.open(http.port)
            try await socket.post(Message.call("sleep", #"{"ms":700}"#, id: 5), session)
            #expect(try await socket.waits(for: "retry: 500"))
            let id = try #require(socket.eventIDs.first)
            try await socket.close()
            let rest = try await http.send(.GET, "/mcp", session + [("last-event-id", id)])
            #expect(rest.events.last?["result"]?["content"]?[0]?["text"]?.string == "slept")
        }
    }

    @Test func aCancelledCallDoesNotWaitForAClientThatLeft() async throws {
        try await Harness.run { http in
            let session = try await http.session()
            let socket = try await RawConnection.open(http.port)
            try await socket.post(Message.call("flood", #"{"steps":1000}"#, id: 5, token: "t"), session)
            #expect(try await socket.waits(for: "\"progress\":2"))
            try await socket.close()
            // About a megabyte is kept; then the tool waits for its client.
            for _ in 0..<50 where http.witness.seen.count < 10 { try await Task.sleep(for: .milliseconds(10)) }
            try await Task.sleep(for: .milliseconds(200))
            let told = http.witness.seen.count
            #expect(told < 500)
            let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}"#
            #expect(try await http.post(cancel, session).status == 202)
            #expect(try await http.witness.waits(for: "flood cancelled"))
        }
    }

    private static func ids(_ answer: Harness.Received) -> [String] {
        answer.body.split(separator: "\n").filter { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) }
    }

    // MARK: What is kept

    private static let session = Session.Key(bytes: [1])
    private static let reply = FinalMessage(Reply(ProtocolError(.internalError, "x"), id: RequestID(1)))

    private func stream(_ logs: StreamLogs, capacity: Int = 1 << 20) -> (PendingReply, StreamLog) {
        let log = StreamLog(session: Self.session, capacity: capacity)
        let pending = PendingReply(.either, resumption: .init(log: log, logs: logs, isPrimed: true)) { _ in nil }
        return (pending, log)
    }

    @Test func endedStreamsAreForgottenInTime() async {
        let logs = StreamLogs(lifetime: .seconds(300))
        let (pending, log) = stream(logs)
        await pending.send([1])
        logs.sweep(at: .now + .seconds(10_000))
        #expect(logs.reply(of: log.id, session: Self.session) != nil)
        pending.finish(Self.reply)
        logs.sweep(at: .now + .seconds(200))
        #expect(logs.reply(of: log.id, session: Self.session) != nil)
        #expect(logs.reply(of: log.id, session: .init(bytes: [2])) == nil)
        logs.sweep(at: .now + .seconds(400))
        #expect(logs.reply(of: log.id, session: Self.session) == nil)
    }

    @Test func theOldestOfTooMuchAreForgotten() async {
        let logs = StreamLogs(capacity: 100_000)
        var ids: [String] = []
        for number in 0..<5 {
            let (pending, log) = stream(logs)
            await pending.send([UInt8](repeating: 0x31, count: 30_000))
            // The fourth goes on, and stays.
            if number != 3 { pending.finish(Self.reply) }
            ids.append(log.id)
        }
        logs.sweep()
        #expect(ids.map { logs.reply(of: $0, session: Self.session) != nil } == [false, false, true, true, true])
    }

    @Test func ofALongStreamTheBeginningGoes() async {
        let (pending, log) = stream(StreamLogs(), capacity: 100)
        let reading = Task { while pending.reader.mailbox.take() != nil { await Task.yield() } }
        for number in 1...10 { await pending.send(Array(String(repeating: "\(number % 10)", count: 40).utf8)) }
        #expect(log.messages(after: 7) == nil)
        #expect(log.messages(after: 8)?.count == 2)
        #expect(log.messages(after: 10)?.isEmpty == true)
        #expect(log.messages(after: 11) == nil)
        #expect(log.messages(after: .max) == nil)
        #expect(pending.resumed(after: 3) == nil)
        pending.abandon()
        await reading.value
    }

    @Test func whileNobodyReadsTheSenderWaits() async {
        let logs = StreamLogs()
        let (pending, log) = stream(logs, capacity: 100)
        await pending.closeStream()
        await pending.send([UInt8](repeating: 0x31, count: 60))
        let sending = Task {
            await pending.send([UInt8](repeating: 0x31, count: 60))
            return log.bytes
        }
        while log.bytes < 120 { await Task.yield() }
        let next = pending.resumed(after: 0)
        #expect(next?.mailbox.take()?.count == 3)
        #expect(await sending.value == 120)
        // What is forgotten keeps nothing and holds nobody up.
        next?.abandon()
        logs.forget(Self.session)
        await pending.send([UInt8](repeating: 0x31, count: 500))
        #expect(log.bytes == 0)
    }

    @Test func theEndLetsEverySenderGo() async {
        let (pending, log) = stream(StreamLogs(), capacity: 10)
        await pending.closeStream()
        let senders = (0..<3).map { _ in Task { await pending.send([UInt8](repeating: 0x31, count: 20)) } }
        while log.bytes < 60 { await Task.yield() }
        pending.finish(Self.reply)
        for sender in senders { await sender.value }
        let kept = log.bytes
        await pending.send([1])
        #expect(log.bytes == kept)
    }
}
